internal import HostLink
internal import Model

/// What the agent remembers of a placement; it lies in the placement's report, so that it survives the agent.
struct MachineMemory: Hashable {
    var powerGeneration = 0
    var tasks: [ID<MachineTask>: MachineTaskState] = [:]
    /// Whether a guest has ever run on its disks.
    var hasStarted = false
    var isGone = false
    /// Whether it ran when the host went down, and shall run again.
    var isToResume = false
    var resolved: ResolvedGuest?
    /// What of which generation could not be done. Whoever asked is told; it is not tried again behind his back.
    private var failure: Failure?

    private struct Failure: Hashable {
        let generation: Int
        let fault: Fault
    }

    init() {}

    /// From the report of an earlier run of the agent; one of another epoch says nothing.
    ///
    /// - Parameters:
    ///   - bootID: of the host's boot.
    ///   - resumes: whether guests that ran when the host went down are started again.
    init(_ report: MachineReport?, epoch: Int, bootID: String, resumes: Bool) {
        guard let report, report.epoch == epoch else { return }
        powerGeneration = report.powerGeneration
        tasks = report.tasks
        resolved = report.resolved
        hasStarted = report.powerGeneration > 0
        isGone = report.observation == .gone
        isToResume = resumes && report.observation == .running && report.bootID != bootID
        failure = report.fault.map { Failure(generation: report.observedGeneration, fault: $0) }
    }

    /// Why that generation could not be made so; nil where it was, and for a removal, which is tried until it is done.
    func fault(of spec: MachineSpec) -> Fault? {
        guard spec.presence == .present, let failure, failure.generation == spec.generation else { return nil }
        return failure.fault
    }

    /// The wish and the tasks that failed are acted on.
    mutating func note(_ fault: Fault, of spec: MachineSpec) {
        guard spec.presence == .present else { return }
        failure = Failure(generation: spec.generation, fault: fault)
        powerGeneration = max(powerGeneration, spec.machine.power.generation)
        for task in spec.machine.tasks where tasks[task.id]?.isFinished != true { tasks[task.id] = .failed(fault) }
    }
}
