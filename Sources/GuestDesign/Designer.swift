import Demands
import Model

/// One request while its guest is being decided: what several rules need in common.
struct Designer {
    let request: GuestRequest
    /// The server's demands, or the rescue image's where that image alone decides.
    let demands: Demands
    let osType: GuestOSType?
    let virtType: VirtType
    let architecture: String
    let machine: String?

    var settings: HostSettings { request.settings }
    var capabilities: HostCapabilities { request.capabilities }
    var uuid: String { request.identity.server.value }
    var name: String {
        request.resolved?.name ?? DomainName.expand(settings.instanceNameTemplate, for: request.identity)
    }

    /// What the image's operating system drives; nil where the image names none, or one that is not known.
    var operatingSystem: OperatingSystemDevices? {
        demands.osDistro.flatMap { capabilities.operatingSystems[$0] }
    }

    init(_ request: GuestRequest) throws(DesignRefusal) {
        self.request = request
        demands = try Self.demands(of: request)
        osType = request.demands.osType
        architecture = demands.emulatedArchitecture ?? demands.architecture ?? request.capabilities.architecture
        let runsNatively = architecture == request.capabilities.architecture
        virtType = runsNatively ? request.settings.virtType : .qemu
        machine = request.resolved?.machine ?? Self.machine(demands, request, architecture: architecture)
        try checkMachine()
    }

    /// Refuses the guest where the host's libvirt or QEMU is too old for something in it.
    func require(_ gate: VersionGate) throws(DesignRefusal) {
        guard !capabilities.supports(gate) else { return }
        throw DesignRefusal(
            "The server asks for \(gate.row.words), which is not offered.",
            detail: "\(gate.rawValue) needs \(gate.row.need), the host has \(capabilities.versions)")
    }

    /// A rescue of the older kind takes its devices from the rescue image; the guest's place on the host's cells stays
    /// what the server's own image asks for.
    private static func demands(of request: GuestRequest) throws(DesignRefusal) -> Demands {
        guard let rescue = request.rescue, !rescue.isStable else { return request.demands }
        var image = rescue.image
        image.properties = image.properties.filter { !NUMADemand.isAsked(by: $0.key) }
        image.properties.merge((request.image?.properties ?? [:]).filter { NUMADemand.isAsked(by: $0.key) }) { $1 }
        do throws(DemandConflict) {
            return try Demands(flavor: request.flavor, image: image)
        } catch {
            throw DesignRefusal(error.description)
        }
    }
}
