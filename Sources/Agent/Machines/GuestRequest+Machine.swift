internal import Demands
internal import GuestDesign
internal import HostLink
internal import Hypervisor
internal import Model

extension GuestRequest {
    /// What the host designs the machine's guest from.
    ///
    /// - Parameter resolved: what libvirt chose at the first define; nil before.
    /// - Throws: `DemandConflict` where flavor and image clash.
    init(
        _ machine: Machine, resolved: ResolvedGuest?, on capabilities: HostCapabilities, _ services: AgentServices
    ) async throws {
        var capabilities = capabilities
        if let name = machine.image?.properties["os_distro"] {
            capabilities.operatingSystems[name] = await services.hypervisor.operatingSystem(name)
        }
        self.init(
            identity: machine.identity, flavor: machine.flavor, image: machine.image,
            demands: try Demands(flavor: machine.flavor, image: machine.image), disks: machine.disks,
            configDrive: machine.configDrive, ports: machine.ports, software: services.software,
            settings: services.settings, capabilities: capabilities, resolved: resolved)
        numa = machine.numa
        guard let rescue = machine.rescue else { return }
        self.rescue = RescueBoot(image: rescue.image, format: rescue.disk.format)
        self.resolved?.controllers = []
        self.resolved?.hubs = []
        self.resolved?.addresses = [:]
    }

    /// Whether a secret must be had for it.
    var wantsTPM: Bool { demands.tpm != nil && settings.swtpmEnabled }
}

extension RescueBoot {
    /// The file name of the machine's config drive: a rescue that takes the first place has one of its own.
    static func configDrive(of machine: Machine) -> String {
        guard let rescue = machine.rescue, !RescueBoot(image: rescue.image).isStable else {
            return ConfigDriveFile.name
        }
        return ConfigDriveFile.rescueName
    }
}
