internal import GuestDesign
internal import HostLink
internal import Hypervisor
internal import InstanceMetadata
internal import Logging
internal import Model
internal import Runtime
internal import Store

/// What a worker does to its machine, change by change.
extension MachineWorker {
    /// A newer spec has ended the waiting.
    struct Superseded: Error {}

    func carryOut(_ change: MachineChange, _ spec: MachineSpec) async throws {
        let start = services.runtime.now
        try await apply(change, spec)
        if let name = change.mark {
            try await takeUp().marks.append(
                MachineReport.Mark(name: name, startedAt: start, finishedAt: services.runtime.now))
        }
    }

    private func apply(_ change: MachineChange, _ spec: MachineSpec) async throws {
        let server = spec.server
        switch change {
        case .connect(let port): try await connect(port, spec)
        case .makeFolder: try await services.disks.makeFolder(server)
        case .makeDisk(let name): try await makeDisk(name, spec)
        case .makeConfigDrive: try await makeConfigDrive(spec)
        case .removeDisks(let names): try await services.disks.removeDisks(names, of: server)
        case .define: try await define(spec)
        case .start: try await host.builds.run { try await self.services.hypervisor.start(server) }
        case .resumeStalled: try await resumeStalled(server)
        case .shutDown(let grace): try await shutDown(server, graceSeconds: grace)
        case .powerOff: try await services.hypervisor.powerOff(server)
        case .notePower(let generation):
            memory.powerGeneration = generation
            memory.hasStarted = true
        case .noteResumed: memory.isToResume = false
        case .noteTask(let id, .started):
            memory.tasks[id] = .started(bootID: services.bootID)
            try await reportProgress(spec)
        case .noteTask(let id, .done): memory.tasks[id] = .done
        case .undefine: try await services.hypervisor.undefine(server)
        case .disconnect(let port): try await disconnect(port, spec)
        case .removeFolder: try await services.disks.removeFolder(server)
        case .noteGone: memory.isGone = true
        }
    }

    private func makeDisk(_ name: String, _ spec: MachineSpec) async throws {
        let rescue = spec.machine.rescue.flatMap { $0.disk.name == name ? $0 : nil }
        guard let disk = rescue?.disk ?? spec.machine.disks.first(where: { $0.name == name }) else { return }
        var cached: CachedImage?
        if case .image = disk.source {
            guard let image = rescue?.image ?? spec.machine.image else {
                throw DiskError.imageUnavailable("The server has no image.")
            }
            let start = services.runtime.now
            cached = try await services.disks.cacheImage(image)
            try await takeUp().marks.append(
                MachineReport.Mark(name: "image", startedAt: start, finishedAt: services.runtime.now))
        }
        try await services.disks.makeDisk(disk, of: spec.server, over: cached)
    }

    private func makeConfigDrive(_ spec: MachineSpec) async throws {
        let seed = (0..<64).map { _ in withUnsafeBytes(of: services.runtime.random()) { Array($0) } }.flatMap(\.self)
        let files = services.metadata.files(for: spec.machine.guestData, randomSeed: seed)
            .map { GuestFile(path: $0.path, content: $0.content) }
        try await services.disks.makeConfigDrive(
            files, of: spec.server, named: RescueBoot.configDrive(of: spec.machine))
    }

    private func define(_ spec: MachineSpec) async throws {
        let work = try await takeUp()
        let resolved = work.resolved ?? spec.machine.resolved
        var request = try await GuestRequest(spec.machine, resolved: resolved, on: host.capabilities, services)
        if request.wantsTPM {
            request.tpmSecret = try await services.hypervisor.tpmSecret(of: spec.server, orMake: passphrase)
        }
        let mark = PlacementMark(
            cluster: services.store.cluster.value, placement: spec.placement, epoch: spec.epoch)
        let defined = try await services.hypervisor.define(try design(request), for: mark)
        // What a rescue's devices were given says nothing of the server's own.
        work.resolved = spec.machine.rescue == nil ? defined : resolved
    }

    /// 256 random bits, as text.
    private var passphrase: [UInt8] {
        (0..<4).flatMap { _ in
            let digits = String(services.runtime.random(), radix: 16)
            return Array((String(repeating: "0", count: 16 - digits.count) + digits).utf8)
        }
    }

    private func resumeStalled(_ server: ID<Server>) async throws {
        logger.warning("the guest is paused, for a disk could not take what it wrote; it tries again")
        lastResumption = services.runtime.uptime
        try await services.hypervisor.resumeStalled(server)
    }

    /// A disk that is full is not asked again and again.
    func tempered(_ observed: ObservedMachine?) -> ObservedMachine? {
        guard observed?.state == .stalled, let lastResumption,
            services.runtime.uptime - lastResumption < Self.pauseBetweenResumptions
        else { return observed }
        var observed = observed
        observed?.state = .paused
        return observed
    }

    private static var pauseBetweenResumptions: Duration { .seconds(10) }

    /// Asks, waits, and in the end takes the power away. A newer spec ends the waiting.
    private func shutDown(_ server: ID<Server>, graceSeconds: Int) async throws {
        let generation = spec.generation
        let deadline = services.runtime.uptime + .seconds(graceSeconds)
        try await services.hypervisor.requestShutdown(server)
        while services.runtime.uptime < deadline {
            guard let observed = try await services.hypervisor.machine(server), observed.state != .off else { return }
            await wakeup.wait(atMost: min(.seconds(5), deadline - services.runtime.uptime))
            guard spec.generation == generation, !isRetired else { throw Superseded() }
            try Task.checkCancellation()
        }
        logger.notice("the guest did not switch itself off in time", metadata: ["seconds": "\(graceSeconds)"])
        try await services.hypervisor.powerOff(server)
    }

    // MARK: Ports

    private func connect(_ id: ID<Port>, _ spec: MachineSpec) async throws {
        guard let port = spec.machine.ports.first(where: { $0.id == id }), port.binding?.isServedByHost == true else {
            return
        }
        try await host.networks.ready(port.network.id)
        for address in port.addresses where address.dhcpServer != nil {
            try await services.networks.reserve(
                DHCPReservation(
                    mac: port.mac, address: address.address, hostname: spec.machine.identity.hostname),
                on: port.network.id)
        }
    }

    private func disconnect(_ id: ID<Port>, _ spec: MachineSpec) async throws {
        guard let port = spec.machine.ports.first(where: { $0.id == id }), port.binding?.isServedByHost == true else {
            return
        }
        try await services.networks.release(mac: port.mac, on: port.network.id)
    }
}
