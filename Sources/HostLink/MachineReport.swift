package import Model
internal import Store

/// What a host saw and did for one placement.
package struct MachineReport: Record, Hashable {
    /// How long one piece of work on the host took: for the actions' events and the timeline of a boot.
    package struct Mark: Codable, Hashable, Sendable {
        package var name: String
        package var startedAt: Timestamp
        package var finishedAt: Timestamp

        package init(name: String, startedAt: Timestamp, finishedAt: Timestamp) {
            self.name = name
            self.startedAt = startedAt
            self.finishedAt = finishedAt
        }
    }

    package static let prefix = "hosts/"

    package static func includes(_ id: String) -> Bool { HostKeys.Kind(of: id) == .report }

    package var placement: ID<Placement>
    package var server: ID<Server>
    package var epoch: Int
    /// The latest generation of the spec that is done, or failed with `fault`.
    package var observedGeneration: Int
    /// Which run of the host's agent wrote this.
    package var bootID: String
    package var observation: MachineObservation
    /// The latest power wish that was acted on.
    package var powerGeneration: Int
    /// Each task of the spec; the spec drops a task once its end is stored.
    package var tasks: [ID<MachineTask>: MachineTaskState]
    /// Why the observed generation could not be made so.
    package var fault: Fault?
    package var resolved: ResolvedGuest?
    package var marks: [Mark]
    package var reportedAt: Timestamp

    package init(
        placement: ID<Placement>, server: ID<Server>, epoch: Int, observedGeneration: Int, bootID: String,
        observation: MachineObservation, powerGeneration: Int = 0, tasks: [ID<MachineTask>: MachineTaskState] = [:],
        fault: Fault? = nil, resolved: ResolvedGuest? = nil, marks: [Mark] = [], reportedAt: Timestamp
    ) {
        self.placement = placement
        self.server = server
        self.epoch = epoch
        self.observedGeneration = observedGeneration
        self.bootID = bootID
        self.observation = observation
        self.powerGeneration = powerGeneration
        self.tasks = tasks
        self.fault = fault
        self.resolved = resolved
        self.marks = marks
        self.reportedAt = reportedAt
    }

    /// Whether this answers that state of the spec; an older epoch or generation says nothing about it.
    package func answers(_ placement: Placement, generation: Int) -> Bool {
        epoch == placement.epoch && observedGeneration >= generation
    }
}
