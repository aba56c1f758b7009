internal import GuestDesign
internal import Model

/// What this host offers to the scheduler and shows in the API.
struct HostInventorySource: Sendable {
    private let settings: Settings
    private let virtType: VirtType
    private let uuid: String
    private let startedAt: Timestamp

    init(_ settings: Settings, _ virtType: VirtType, uuid: String, startedAt: Timestamp) {
        self.settings = settings
        self.virtType = virtType
        self.uuid = uuid
        self.startedAt = startedAt
    }

    @Sendable func inventory(_ capabilities: HostCapabilities) async throws -> HostInventory {
        let version = capabilities.qemuVersion
        let cells = try settings.offeredCells(of: capabilities)
        return HostInventory(
            host: ID(settings.host), uuid: uuid, hypervisorType: "QEMU",
            hypervisorVersion: version.major * 1_000_000 + version.minor * 1000 + version.micro,
            address: HostFacts.address, vcpus: settings.sharedCPUs(of: HostFacts.processors, cells),
            memoryMiB: settings.memoryMiB,
            diskGiB: HostFacts.diskGiB(of: settings.instances),
            reserved: settings.reserved,
            cpuRatio: settings.cpuRatio, memoryRatio: settings.memoryRatio, diskRatio: settings.diskRatio,
            cpuArchitecture: capabilities.architecture, virtType: virtType.rawValue, startedAt: startedAt, numa: cells,
            features: capabilities.versions.features)
    }
}
