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
    let host: MachineHost
    let wakeup: Wakeup
    private let loop = WorkerLoop()
    /// Shared with the replica that it came from.
    private var stored: Stored<MachineSpec>
    var memory: MachineMemory
    /// Nil while there is nothing to do.
    private var work: MachineWork?
    /// Of the report in the store; nil where there is none.
    var told: ToldReport?
    private(set) var isRetired = false
    /// When a stalled guest was last resumed.
    var lastResumption: Duration?
    private var isComparing = false

    init(_ stored: Stored<MachineSpec>, report: MachineReport?, on host: MachineHost) {
        self.host = host
        self.stored = stored
        memory = MachineMemory(
            report, epoch: stored.value.epoch, bootID: host.services.bootID, resumes: host.services.resumesGuests)
        told = report.map(ToldReport.init)
        wakeup = Wakeup(host.services.runtime)
    }

    var spec: MachineSpec { stored.value }

    var services: AgentServices { host.services }

    var logger: Logger {
        var logger = services.logger
        logger[metadataKey: "server"] = "\(spec.server)"
        return logger
    }

    func accept(_ stored: Stored<MachineSpec>) {
        let newer = stored.value
        if newer.epoch != spec.epoch {
            memory = MachineMemory()
            work?.resolved = nil
        }
        if newer.generation != spec.generation { work?.marks = [] }
        memory.tasks = memory.tasks.filter { id, _ in newer.machine.tasks.contains { $0.id == id } }
        self.stored = stored
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
        work = nil
        isComparing = false
        if !isAsItShallBe || wakeup.isRung { look() }
    }

    /// What the work needs; read from the store where the machine was idle before.
    func takeUp() async throws -> MachineWork {
        if let work { return work }
        let reports = Collection<MachineReport>(services.store)
        let written = told == nil ? nil : try await reports.get(services.keys.report(spec.placement))?.value
        if let work { return work }
        let begun = MachineWork(written, epoch: spec.epoch)
        work = begun
        return begun
    }

    /// Whether there is nothing to do; what alone is to be told is told.
    private func isAsReported(_ observed: ObservedMachine?) async throws -> Bool {
        let disks = try await services.disks.disks(of: spec.server)
        if hasNothingToDo(observed, disks), told?.says(observation(observed), spec, services.bootID) == true {
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

    func observation(_ observed: ObservedMachine?) -> MachineObservation {
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
        defer {
            work = nil
            loop.ended()
        }
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
        let plan = MachinePlan(spec, of: cluster, memory: memory, observed: tempered(observed), disks: disks)
        if let fault = plan.fault { return try await reportFailure(spec, fault) }
        do {
            switch spec.presence {
            case .present: try await carryOut(plan, spec)
            case .absent: try await host.removals.run { try await self.carryOut(plan, spec) }
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
        return observed?.state != .stalled
    }

    private func carryOut(_ plan: MachinePlan, _ spec: MachineSpec) async throws {
        for change in plan.changes {
            try await pass(change, "before")
            try await carryOut(change, spec)
            try await pass(change, "after")
        }
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
}
