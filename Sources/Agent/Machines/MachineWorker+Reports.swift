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
        let work = try await takeUp()
        try await write(
            MachineReport(
                placement: spec.placement, server: spec.server, epoch: spec.epoch,
                observedGeneration: spec.generation, bootID: services.bootID, observation: observation,
                powerGeneration: memory.powerGeneration, tasks: memory.tasks, fault: fault,
                resolved: work.resolved, marks: work.marks, reportedAt: services.runtime.now), work)
    }

    /// Tells what was begun before it is done, so that a crash in between is known for what it is. The generation is not
    /// reached by it.
    func reportProgress(_ spec: MachineSpec) async throws {
        let work = try await takeUp()
        guard var report = work.written, report.epoch == spec.epoch else { return }
        report.tasks = memory.tasks
        report.fault = nil
        report.reportedAt = services.runtime.now
        try await write(report, work)
    }

    private func observe(_ spec: MachineSpec) async throws -> MachineObservation {
        if memory.isGone { return .gone }
        return observation(try await services.hypervisor.machine(spec.server))
    }

    /// libvirt does not answer: that is said, and nothing follows from it.
    func noteUnknown(_ error: any Error) async {
        guard let error = error as? HypervisorError, error.isUnreachable, let work = try? await takeUp(),
            var report = work.written
        else { return }
        if case .unknown = report.observation { return }
        report.observation = .unknown(since: services.runtime.now)
        report.reportedAt = services.runtime.now
        try? await write(report, work)
    }

    private func write(_ report: MachineReport, _ work: MachineWork) async throws {
        var report = report
        if let written = work.written {
            // Work that was taken up again has no marks of what was done before.
            if report.marks.isEmpty, written.isOfTheSame(report) { report.marks = written.marks }
            if written.says(theSameAs: report) { return }
        }
        let key = services.keys.report(report.placement)
        var transaction = try Collection.overwrite(key, report)
        transaction.compares.append(.exists(MachineSpec.prefix + services.keys.spec(report.placement)))
        guard case .committed = try await services.store.commit(transaction) else { return }
        work.written = report
        told = ToldReport(report)
    }
}

extension MachineReport {
    /// Whether both are of one generation of one spec.
    fileprivate func isOfTheSame(_ other: MachineReport) -> Bool {
        epoch == other.epoch && observedGeneration == other.observedGeneration
    }

    /// Whether it would tell a reader nothing new.
    fileprivate func says(theSameAs other: MachineReport) -> Bool {
        var copy = other
        copy.reportedAt = reportedAt
        return self == copy
    }
}
