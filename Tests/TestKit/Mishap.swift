internal import Runtime
internal import Synchronization

/// What befalls the cloud when somebody passes a fail point, and a list of all that were passed.
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
        var passes: [String: Int] = [:]
        var passed: [FailPlace] = []
        var happenedAt: Duration?
        var simulation: Simulation?
    }

    package let kind: Kind
    private let place: FailPlace?
    private let state = Mutex(State())

    /// - Parameter place: nil for one where nothing ever happens.
    package init(_ kind: Kind = .passerDies, at place: FailPlace? = nil) {
        self.kind = kind
        self.place = place
    }

    /// All that was passed, in its order.
    package var passed: [FailPlace] { state.withLock { $0.passed } }
    /// On the simulated clock; nil where it has not happened.
    package var happenedAt: Duration? { state.withLock { $0.happenedAt } }
    package var hasHappened: Bool { happenedAt != nil }

    /// Counts from here on: what was passed before is not of the story.
    func attach(_ simulation: Simulation) { state.withLock { $0.simulation = simulation } }

    func pass(_ node: TestNode, _ point: FailPoint) throws {
        let simulation = state.withLock { state -> Simulation? in
            guard let simulation = state.simulation else { return nil }
            state.passes[point.name, default: 0] += 1
            let passed = FailPlace(point.name, time: state.passes[point.name] ?? 1)
            state.passed.append(passed)
            guard passed == place, state.happenedAt == nil else { return nil }
            state.happenedAt = simulation.runtime.uptime
            return simulation
        }
        guard let simulation else { return }
        simulation.suffer(kind, node)
        if node.isDead { throw CancellationError() }
    }
}
