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
    /// Whoever asked is told; it is not tried again behind his back.
    private var outcome = Outcome.done

    /// What of which generation could not be done, if anything. Few machines have a fault, and none is to have its room.
    private indirect enum Outcome: Hashable {
        case done
        case failed(generation: Int, Fault)
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
        hasStarted = report.powerGeneration > 0
        isGone = report.observation == .gone
        isToResume = resumes && report.observation == .running && report.bootID != bootID
        if let fault = report.fault { outcome = .failed(generation: report.observedGeneration, fault) }
    }

    /// Why that generation could not be made so; nil where it was, and for a removal, which is tried until it is done.
    func fault(of spec: MachineSpec) -> Fault? {
        guard spec.presence == .present, case .failed(spec.generation, let fault) = outcome else { return nil }
        return fault
    }

    /// The wish and the tasks that failed are acted on.
    mutating func note(_ fault: Fault, of spec: MachineSpec) {
        guard spec.presence == .present else { return }
        outcome = .failed(generation: spec.generation, fault)
        powerGeneration = max(powerGeneration, spec.machine.power.generation)
        for task in spec.machine.tasks where tasks[task.id]?.isFinished != true { tasks[task.id] = .failed(fault) }
    }
}
