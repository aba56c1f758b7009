package import Model
internal import Runtime
internal import Synchronization

/// A process of the simulated cloud. When it is killed, nothing that it has begun reaches the store or passes another
/// fail point any more, and its leases run out by themselves.
package final class TestNode: Sendable {
    package enum Role: Sendable { case controller, agent(ID<Host>) }

    private struct State {
        var isDead = false
        var losesAnswer = false
        var tasks: [RunningTask] = []
    }

    package let role: Role
    private let state = Mutex(State())

    package init(_ role: Role) { self.role = role }

    package var isDead: Bool { state.withLock { $0.isDead } }

    /// Ends it as SIGKILL does: nothing is handed over.
    package func kill() {
        let tasks = state.withLock { state in
            state.isDead = true
            return state.tasks
        }
        for task in tasks { task.cancel() }
    }

    /// The next commit is done, but the process does not hear of it.
    package func loseNextAnswer() { state.withLock { $0.losesAnswer = true } }

    func takeLoss() -> Bool {
        state.withLock { state in
            defer { state.losesAnswer = false }
            return state.losesAnswer
        }
    }

    func own(_ task: RunningTask) {
        let isDead = state.withLock { state in
            state.tasks.append(task)
            return state.isDead
        }
        if isDead { task.cancel() }
    }
}
