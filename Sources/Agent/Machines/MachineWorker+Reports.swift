internal import HostLink
internal import Hypervisor
internal import Model
internal import Runtime
internal import Store

/// What a worker tells of its machine.
extension MachineWorker {
    func report(_ spec: MachineSpec, fault: Fault?) async throws {
        try await report(spec, try await observe(spec), fault: fault)
    }

    func report(_ spec: MachineSpec, _ observation: MachineObservation, fault: Fault?) async throws {
        try await write(
            MachineReport(
                placement: spec.placement, server: spec.server, epoch: spec.epoch,
                observedGeneration: spec.generation, bootID: services.bootID, observation: observation,
                powerGeneration: memory.powerGeneration, tasks: memory.tasks, fault: fault,
                resolved: memory.resolved, marks: marks, reportedAt: services.runtime.now))
    }

    /// Tells what was begun before it is done, so that a crash in between is known for what it is. The generation is not
    /// reached by it.
    func reportProgress(_ spec: MachineSpec) async throws {
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
    func noteUnknown(_ error: any Error) async {
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
}

extension MachineReport {
    /// Whether it says that of a spec that was carried out without a fault.
    func says(_ observation: MachineObservation, _ spec: MachineSpec, _ bootID: String) -> Bool {
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
