internal import HostLink
internal import Model

/// Of a report that was written, what it takes to see that there is nothing new to tell.
struct ToldReport: Hashable {
    private let observation: MachineObservation
    private let epoch: Int
    private let observedGeneration: Int
    private let bootID: String
    private let hasFault: Bool

    init(_ report: MachineReport) {
        observation = report.observation
        epoch = report.epoch
        observedGeneration = report.observedGeneration
        bootID = report.bootID
        hasFault = report.fault != nil
    }

    /// Whether it says that of a spec that was carried out without a fault.
    func says(_ observation: MachineObservation, _ spec: MachineSpec, _ bootID: String) -> Bool {
        self.observation == observation && epoch == spec.epoch && observedGeneration == spec.generation
            && self.bootID == bootID && !hasFault
    }
}
