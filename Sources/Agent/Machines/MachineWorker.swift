internal import GuestDesign
internal import HostLink
internal import Hypervisor
internal import InstanceMetadata
internal import Logging
internal import Model
internal import Runtime
internal import Store

/// Keeps one placement as its spec says: the only one who touches its machine.
actor MachineWorker {
    private let host: MachineHost
    private let wakeup: Wakeup
    private let loop = WorkerLoop()
    private var spec: MachineSpec
    private var memory: MachineMemory
    private var marks: [MachineReport.Mark] = []
    private var written: MachineReport?
    private var isRetired = false
    private var isComparing = false

    init(_ spec: MachineSpec, report: MachineReport?, on host: MachineHost) {
        self.host = host
        self.spec = spec
        memory = MachineMemory(
            report, epoch: spec.epoch, bootID: host.services.bootID, resumes: host.services.resumesGuests)
        written = report
        wakeup = Wakeup(host.services.runtime)
    }

    private var services: AgentServices { host.services }

    private var logger: Logger {
        var logger = services.logger
        logger[metadataKey: "server"] = "\(spec.server)"
        return logger
    }

    func accept(_ newer: MachineSpec) {
        if newer.epoch != spec.epoch { memory = MachineMemory() }
        if newer.generation != spec.generation { marks = [] }
        memory.tasks = memory.tasks.filter { id, _ in newer.machine.tasks.contains { $0.id == id } }
        spec = newer
        look()
    }

    /// Something happened to the machine, or may have. Also begins the work on a new one.
    func look() {
        wakeup.ring()
        guard !isComparing else { return }
        loop.begin { services.runtime.spawn("machine \(spec.server)") { await self.run() } }
    }

    /// Sees whether the machine is as it shall be, without a task of its own; if it is not, it gets one.
    func compare(_ observed: ObservedMachine?) async {
        guard !loop.isRunning, !isComparing else { return wakeup.ring() }
        isComparing = true
        wakeup.hush()
        let isAsItShallBe = (try? await isAsReported(observed)) ?? false
        isComparing = false
        if !isAsItShallBe || wakeup.isRung { look() }
    }

    /// Whether there is nothing to do; what alone is to be told is told.
    private func isAsReported(_ observed: ObservedMachine?) async throws -> Bool {
        let disks = try await services.disks.disks(of: spec.server)
        if hasNothingToDo(observed, disks), let written, written.says(observation(observed), spec, services.bootID) {
            return true
        }
        // The list that it is from may be older than what was reported meanwhile.
        let current = try await services.hypervisor.machine(spec.server)
        let spec = spec
        guard hasNothingToDo(current, disks) else { return false }
        try await report(spec, observation(current), fault: memory.fault(of: spec))
        return true
    }

    private func hasNothingToDo(_ observed: ObservedMachine?, _ disks: Set<String>) -> Bool {
        let plan = MachinePlan(
            spec, of: services.store.cluster.value, memory: memory, observed: observed, disks: disks)
        return plan.changes.isEmpty && plan.fault == nil
    }

    private func observation(_ observed: ObservedMachine?) -> MachineObservation {
        memory.isGone ? .gone : observed?.observation ?? .missing
    }

    /// The spec is gone: there is nothing to keep any more.
    func retire() {
        isRetired = true
        wakeup.ring()
    }

    /// The agent is ending. The machine is left as it is.
    nonisolated func stop() { loop.stop() }

    /// Until there is nothing to do: a machine that is as it shall be costs no task.
    private func run() async {
        defer { loop.ended() }
        var pause = Duration.seconds(1)
        while !Task.isCancelled, !isRetired {
            wakeup.hush()
            do {
                if try await converge() {
                    guard wakeup.isRung else { return }
                    pause = .seconds(1)
                    continue
                }
            } catch {
                logger.warning("the machine is looked at again later", metadata: ["error": "\(error)"])
                await noteUnknown(error)
            }
            await wakeup.wait(atMost: pause)
            pause = min(pause * 2, .seconds(30))
        }
    }

    // MARK: Converging

    /// One round: what was planned is done and reported. A newer spec meanwhile begins the next round.
    ///
    /// - Returns: false where it failed and is to be tried again.
    private func converge() async throws -> Bool {
        let observed = try await services.hypervisor.machine(self.spec.server)
        let disks = try await services.disks.disks(of: self.spec.server)
        // Read only now, together with the memory: a newer spec may have come while the host was asked, and a task that
        // it no longer has would be done a second time.
        let spec = self.spec
        let cluster = services.store.cluster.value
        let plan = MachinePlan(spec, of: cluster, memory: memory, observed: observed, disks: disks)
        if let fault = plan.fault { return try await reportFailure(spec, fault) }
        do {
            for change in plan.changes {
                try await pass(change, "before")
                try await carryOut(change, spec)
                try await pass(change, "after")
            }
        } catch is Superseded {
            wakeup.ring()
            return true
        } catch let error as HypervisorError where error.isUnreachable {
            throw error
        } catch let error as StoreError {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // What fails because the agent is ending is no fault of the machine's.
            try Task.checkCancellation()
            let fault = Fault(error)
            logger.error(
                "the machine cannot be made so",
                metadata: ["fault": "\(fault.message)", "details": "\(fault.details ?? "")"])
            return try await reportFailure(spec, fault)
        }
        try await report(spec, fault: memory.fault(of: spec))
        return true
    }

    /// A removal is never given up.
    private func reportFailure(_ spec: MachineSpec, _ fault: Fault) async throws -> Bool {
        memory.note(fault, of: spec)
        try await report(spec, fault: fault)
        return spec.presence == .present
    }

    private func pass(_ change: MachineChange, _ place: String) async throws {
        guard let mark = change.mark else { return }
        try await services.runtime.pass(FailPoint("agent.\(mark).\(place)"))
    }

    private func carryOut(_ change: MachineChange, _ spec: MachineSpec) async throws {
        let start = services.runtime.now
        try await apply(change, spec)
        if let name = change.mark {
            marks.append(
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
        case .define: try await define(spec)
        case .start: try await host.builds.run { try await self.services.hypervisor.start(server) }
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
        guard let disk = spec.machine.disks.first(where: { $0.name == name }) else { return }
        var cached: CachedImage?
        if case .image = disk.source {
            guard let image = spec.machine.image else {
                throw DiskError.imageUnavailable("The server has no image.")
            }
            let start = services.runtime.now
            cached = try await services.disks.cacheImage(image)
            marks.append(
                MachineReport.Mark(name: "image", startedAt: start, finishedAt: services.runtime.now))
        }
        try await services.disks.makeDisk(disk, of: spec.server, over: cached)
    }

    private func makeConfigDrive(_ spec: MachineSpec) async throws {
        let seed = (0..<64).map { _ in withUnsafeBytes(of: services.runtime.random()) { Array($0) } }.flatMap(\.self)
        let files = services.metadata.files(for: spec.machine.guestData, randomSeed: seed)
            .map { GuestFile(path: $0.path, content: $0.content) }
        try await services.disks.makeConfigDrive(files, of: spec.server)
    }

    private func define(_ spec: MachineSpec) async throws {
        var request = try await GuestRequest(
            spec.machine, resolved: memory.resolved ?? spec.machine.resolved, on: host.capabilities, services)
        if request.wantsTPM {
            request.tpmSecret = try await services.hypervisor.tpmSecret(of: spec.server, orMake: passphrase)
        }
        let mark = PlacementMark(
            cluster: services.store.cluster.value, placement: spec.placement, epoch: spec.epoch)
        memory.resolved = try await services.hypervisor.define(try design(request), for: mark)
    }

    /// 256 random bits, as text.
    private var passphrase: [UInt8] {
        (0..<4).flatMap { _ in
            let digits = String(services.runtime.random(), radix: 16)
            return Array((String(repeating: "0", count: 16 - digits.count) + digits).utf8)
        }
    }

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

    // MARK: Reporting

    private func report(_ spec: MachineSpec, fault: Fault?) async throws {
        try await report(spec, try await observe(spec), fault: fault)
    }

    private func report(_ spec: MachineSpec, _ observation: MachineObservation, fault: Fault?) async throws {
        try await write(
            MachineReport(
                placement: spec.placement, server: spec.server, epoch: spec.epoch,
                observedGeneration: spec.generation, bootID: services.bootID, observation: observation,
                powerGeneration: memory.powerGeneration, tasks: memory.tasks, fault: fault,
                resolved: memory.resolved, marks: marks, reportedAt: services.runtime.now))
    }

    /// Tells what was begun before it is done, so that a crash in between is known for what it is. The generation is not
    /// reached by it.
    private func reportProgress(_ spec: MachineSpec) async throws {
        guard var report = written, report.epoch == spec.epoch else { return }
        report.tasks = memory.tasks
        report.fault = nil
        report.reportedAt = services.runtime.now
        try await write(report)
    }

    private func observe(_ spec: MachineSpec) async throws -> MachineObservation {
        if memory.isGone { return .gone }
        return observation(try await services.hypervisor.machine(spec.server))
    }

    /// libvirt does not answer: that is said, and nothing follows from it.
    private func noteUnknown(_ error: any Error) async {
        guard let error = error as? HypervisorError, error.isUnreachable, var report = written else { return }
        if case .unknown = report.observation { return }
        report.observation = .unknown(since: services.runtime.now)
        report.reportedAt = services.runtime.now
        try? await write(report)
    }

    private func write(_ report: MachineReport) async throws {
        if let written, written.says(theSameAs: report) { return }
        let key = services.keys.report(report.placement)
        var transaction = try Collection.overwrite(key, report)
        transaction.compares.append(.exists(MachineSpec.prefix + services.keys.spec(report.placement)))
        if case .committed = try await services.store.commit(transaction) { written = report }
    }

    private struct Superseded: Error {}
}

extension MachineReport {
    /// Whether it says that of a spec that was carried out without a fault.
    fileprivate func says(_ observation: MachineObservation, _ spec: MachineSpec, _ bootID: String) -> Bool {
        self.observation == observation && epoch == spec.epoch && observedGeneration == spec.generation
            && self.bootID == bootID && fault == nil
    }

    /// Whether it would tell a reader nothing new.
    fileprivate func says(theSameAs other: MachineReport) -> Bool {
        var copy = other
        copy.reportedAt = reportedAt
        return self == copy
    }
}
