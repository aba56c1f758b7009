import Demands
package import DomainXML
package import GuestDesign
import JSON
import Model

/// A request written down whole, with settings and devices: what `vireo design` reads.
///
/// The form is that of the comparison's inputs (`input.json`): Nova's names for everything; settings that are not
/// there have their defaults, but the virtual machine type, which is `qemu` then.
package struct DesignInput {
    package let request: GuestRequest
    /// Which description of a host it is meant for.
    package let host: String
    /// What was said of the guest, each with the request as it would be without it.
    package let inputs: [ExplainedInput]

    /// - Parameters:
    ///   - capabilities: gives the host of that name.
    ///   - operatingSystem: what the operating system of that name drives; nil for none that is known.
    /// - Throws: `DesignInputError` for what is no such description, `DemandConflict` where flavor and image clash.
    package init(
        _ bytes: [UInt8], capabilities: (String) throws -> HostCapabilities,
        operatingSystem: (String) -> OperatingSystemDevices? = { _ in nil }
    ) throws {
        let document = try JSONValue(parsing: bytes)
        let reader = InputReader(document)
        host = document["host"]?.stringValue ?? "real"
        let settings = try HostSettings(conf: document["conf"]?.members ?? [])
        let flavor = try reader.flavor()
        let image = try reader.serverImage()
        let identity = try reader.identity()
        var capabilities = try reader.assumptions(on: capabilities(host))
        if let name = image?.properties["os_distro"] { capabilities.operatingSystems[name] = operatingSystem(name) }
        let demands = try Demands(flavor: flavor, image: image)
        var request = GuestRequest(
            identity: identity, flavor: flavor, image: image, demands: demands,
            disks: try reader.disks(settings: settings, image: image), configDrive: reader.wantsConfigDrive,
            ports: try reader.ports(), software: GuestSoftware(version: document["nova"]?.stringValue ?? "26.2.2"),
            settings: settings, capabilities: capabilities)
        request.numa = try request.placedOnEmptyHost()
        request.volumes = try reader.volumes(settings: settings)
        request.hostDevices = try reader.hostDevices()
        request.kernel = reader.kernel
        request.rescue = try reader.rescue()
        request.rootDeviceName = document["instance"]?["root_device_name"]?.stringValue
        request.tpmSecret = document["instance"]?["system_metadata"]?["vtpm_secret_uuid"]?.stringValue
        request.serialTCPPorts = reader.serialPorts
        self.request = request
        inputs =
            request.explainedInputs
            + (document["conf"]?.members ?? []).compactMap { ExplainedInput(option: $0.name, value: $0.value) }
    }
}
