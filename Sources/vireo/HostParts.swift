internal import Agent
internal import GuestDesign
internal import HostLink
internal import Hypervisor
internal import LibvirtDriver
internal import Logging
internal import Model
internal import Runtime
internal import Store

/// What the agent works with on this host: its machines, files and networks.
struct HostParts {
    let hypervisor: any Hypervisor
    let disks: any HostDisks
    let networks: any HostNetworks
    let virtType: VirtType
    /// Differs after every boot of the host.
    let bootID: String
    /// What the host offers, by what its hypervisor can do.
    let inventory: @Sendable (HostCapabilities) async throws -> HostInventory
    /// What must go on for the rest to work.
    let session: (@Sendable () async throws -> Void)?

    /// Real machines, through libvirt.
    static func libvirt(
        _ settings: Settings, _ folder: StateDirectory, content: any ImageContent, metadataPort: ListeningPort,
        runtime: any Runtime, logger: Logger
    ) async throws -> HostParts {
        let session = try LibvirtSession(uri: settings.libvirtURI, runtime: runtime, logger: logger)
        let disks = try await DiskFiles.open(
            settings.disks, content: content, runtime: runtime, logger: logger)
        let virtType = try await VirtTypeChoice(settings, session, runtime).resolved()
        return HostParts(
            hypervisor: LibvirtHypervisor(session, instances: settings.instances, virtType: virtType), disks: disks,
            networks: LibvirtNetworks(
                session, redirect: MetadataRedirect(port: metadataPort.value, tool: NFTProgram())),
            virtType: virtType, bootID: HostFacts.bootID,
            inventory: HostInventorySource(
                settings, virtType, uuid: try folder.hostUUID(runtime), startedAt: runtime.now
            ).inventory,
            session: { try await session.run() })
    }

    /// Machines that are kept in memory only, on a host that has room for any number of them: for measurements, and for
    /// clients that are to be tried without a hypervisor. As a real host it outlives the service: it begins with what the
    /// store's specs asked of it before.
    static func simulated(
        _ settings: Settings, _ folder: StateDirectory, store: any Store, runtime: any Runtime
    ) async throws -> HostParts {
        let host = ID<Host>(settings.host)
        let hypervisor = SimulatedHypervisor(runtime: runtime, latencies: .none)
        let disks = SimulatedDisks(runtime: runtime, latency: .zero)
        // Nearly all have the same, of which one is enough.
        var known: Set<Set<String>> = []
        for try await page in Collection<MachineSpec>(store).pages(under: HostKeys(host).specs) {
            let specs = page.map(\.value).filter { $0.presence == .present }
            hypervisor.remember(specs.map { ObservedMachine(asAskedBy: $0, of: store.cluster.value) })
            for spec in specs {
                let drive = spec.machine.configDrive ? [ConfigDriveFile.name] : []
                let files = Set(spec.machine.disks.map(\.name) + drive)
                disks.remember(spec.server, known.insert(files).memberAfterInsert)
            }
        }
        var inventory = HostInventory(
            host: host, uuid: try folder.hostUUID(runtime), hypervisorType: "simulated",
            hypervisorVersion: 1, address: HostFacts.address, vcpus: 1 << 20, memoryMiB: 1 << 40, diskGiB: 1 << 30,
            virtType: VirtType.qemu.rawValue, startedAt: runtime.now)
        inventory.cpuArchitecture = "x86_64"
        let offer = inventory
        return HostParts(
            hypervisor: hypervisor, disks: disks, networks: SimulatedNetworks(), virtType: .qemu,
            bootID: hypervisor.bootID,
            inventory: { capabilities in
                var inventory = offer
                inventory.numa = try settings.offeredCells(of: capabilities)
                inventory.features = capabilities.versions.features
                inventory.vcpus = settings.sharedCPUs(of: offer.vcpus, inventory.numa)
                return inventory
            }, session: nil)
    }
}

extension ObservedMachine {
    fileprivate init(asAskedBy spec: MachineSpec, of cluster: String) {
        self.init(
            uuid: spec.server, name: spec.machine.resolved?.name ?? spec.server.value,
            state: spec.machine.power.state == .on ? .running : .off,
            mark: PlacementMark(cluster: cluster, placement: spec.placement, epoch: spec.epoch))
    }
}
