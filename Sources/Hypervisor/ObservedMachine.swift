package import Model

/// A machine as its monitor shows it.
package struct ObservedMachine: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        case running, paused, off, crashed
        /// The monitor paused it, for a disk could not take what the guest wrote.
        case stalled
    }

    package var uuid: ID<Server>
    package var name: String
    package var state: State
    /// nil for a machine that is none of ours.
    package var mark: PlacementMark?

    package init(uuid: ID<Server>, name: String, state: State, mark: PlacementMark?) {
        self.uuid = uuid
        self.name = name
        self.state = state
        self.mark = mark
    }

    package var observation: MachineObservation {
        switch state {
        case .running: .running
        case .paused, .stalled: .paused
        case .off: .off
        case .crashed: .crashed
        }
    }
}
