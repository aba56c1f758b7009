internal import Runtime
internal import Synchronization

/// A worker's task while it has one: at most one at a time, and none after the end.
final class WorkerLoop: Sendable {
    private struct State {
        var task: RunningTask?
        var isStopped = false
    }

    private let state = Mutex(State())

    var isRunning: Bool { state.withLock { $0.task != nil } }

    /// Begins the task unless it runs. What it does must not end before this returns.
    func begin(_ spawn: () -> RunningTask) {
        state.withLock { state in
            guard state.task == nil, !state.isStopped else { return }
            state.task = spawn()
        }
    }

    func ended() { state.withLock { $0.task = nil } }

    func stop() {
        let task = state.withLock { state in
            state.isStopped = true
            return state.task
        }
        task?.cancel()
    }
}
