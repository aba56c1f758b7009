internal import Runtime
internal import Synchronization

/// What befalls the cloud when somebody passes a fail point for the first time, and a list of all that were passed.
package final class Mishap: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The process that passes it is killed: another controller goes on; a new agent starts on the same host.
        case passerDies
        /// So are all processes, and new ones start.
        case everyoneDies
        /// An agent is told to end, and does so in its own time; then a new one starts.
        case agentStops
        /// The next commit of the process that passes it is done, but the process does not hear of it.
        case answerIsLost
        /// It stops where it is for a minute: others take its work over, and then it goes on.
        case passerHangs
    }

    private struct State {
        var passed: [String] = []
        var hasHappened = false
        var simulation: Simulation?
    }

    private let kind: Kind
    private let point: String?
    private let state = Mutex(State())

    /// - Parameter point: the fail point's name; nil for one where nothing ever happens.
    package init(_ kind: Kind = .passerDies, at point: String? = nil) {
        self.kind = kind
        self.point = point
    }

    /// The names of the fail points passed, each once, in their order.
    package var passed: [String] { state.withLock { $0.passed } }
    package var hasHappened: Bool { state.withLock { $0.hasHappened } }

    func attach(_ simulation: Simulation) { state.withLock { $0.simulation = simulation } }

    func pass(_ node: TestNode, _ point: FailPoint) throws {
        let simulation = state.withLock { state -> Simulation? in
            if !state.passed.contains(point.name) { state.passed.append(point.name) }
            guard point.name == self.point, !state.hasHappened else { return nil }
            state.hasHappened = true
            return state.simulation
        }
        guard let simulation else { return }
        simulation.suffer(kind, node)
        if node.isDead { throw CancellationError() }
    }
}
