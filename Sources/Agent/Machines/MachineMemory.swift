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
    }
}
