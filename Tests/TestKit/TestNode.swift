package import Model
internal import Runtime
internal import Synchronization

/// A process of the simulated cloud, and what is wrong with it.
///
/// When it is killed, nothing that it has begun reaches the store, the host or another fail point any more, and its
/// leases run out by themselves. While it hangs, nothing that it does goes on. While its store is away, it goes on
/// without.
package final class TestNode: Sendable {
    package enum Role: Sendable { case controller, agent(ID<Host>) }

    private struct State {
        var isDead = false
        var hangs = false
        var isCutOff = false
        var commitsLeft: Int?
        var losesAnswer = false
        var losesRequest = false
        /// Those that run, in the order of their begin; one that has ended would hold its stack.
        var tasks: [(number: Int, task: RunningTask)] = []
        var begun = 0
        /// Who waits until it goes on, and until its store is there.
        var waiting: [CheckedContinuation<Void, Never>] = []
        var waitingForStore: [CheckedContinuation<Void, Never>] = []
    }

    package let role: Role
    /// Whether it works over another store than the cloud's.
    package let isAstray: Bool
    private let state = Mutex(State())

    package init(_ role: Role, isAstray: Bool = false) {
        self.role = role
        self.isAstray = isAstray
    }

    package var isDead: Bool { state.withLock { $0.isDead } }
    package var hangs: Bool { state.withLock { $0.hangs } }

    /// Ends it as SIGKILL does: nothing is handed over.
    package func kill() {
        let tasks = state.withLock { state in
            state.isDead = true
            defer { state.tasks = [] }
            return state.tasks.map(\.task)
        }
        for task in tasks { task.cancel() }
        wake()
    }

    /// Stops it where it is, as SIGSTOP does, or a machine that swaps.
    package func hang() { state.withLock { $0.hangs = true } }

    package func goOn() {
        state.withLock { $0.hangs = false }
        wake()
    }

    /// Its connection to the store is gone.
    package func cutOff() { state.withLock { $0.isCutOff = true } }

    /// Its connection is gone when it has made so many more commits.
    package func cutOff(afterCommits count: Int) { state.withLock { $0.commitsLeft = count } }

    package func reconnect() {
        state.withLock { $0.isCutOff = false }
        wake()
    }

    /// The next commit is done, but the process does not hear of it.
    package func loseNextAnswer() { state.withLock { $0.losesAnswer = true } }

    /// The next commit is not done.
    package func loseNextRequest() { state.withLock { $0.losesRequest = true } }

    /// Takes back what was to be lost next.
    package func loseNothing() {
        state.withLock { state in
            state.losesAnswer = false
            state.losesRequest = false
        }
    }

    // MARK: What it can do

    var isCutOff: Bool { state.withLock { $0.isCutOff } }

    func countCommit() {
        state.withLock { state in
            guard let left = state.commitsLeft else { return }
            state.commitsLeft = left > 0 ? left - 1 : nil
            if left == 0 { state.isCutOff = true }
        }
    }

    func takeLostAnswer() -> Bool {
        state.withLock { state in
            defer { state.losesAnswer = false }
            return state.losesAnswer
        }
    }

    func takeLostRequest() -> Bool {
        state.withLock { state in
            defer { state.losesRequest = false }
            return state.losesRequest
        }
    }

    /// Returns when it does not hang, or is dead.
    func untilItGoesOn() async {
        while state.withLock({ $0.hangs && !$0.isDead }) {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard state.hangs, !state.isDead else { return false }
                    state.waiting.append(continuation)
                    return true
                }
                if !waits { continuation.resume() }
            }
        }
    }

    /// Returns when it does not hang and has its store, or is dead.
    func untilStoreIsThere() async {
        await untilItGoesOn()
        while state.withLock({ ($0.hangs || $0.isCutOff) && !$0.isDead }) {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard state.hangs || state.isCutOff, !state.isDead else { return false }
                    state.waitingForStore.append(continuation)
                    return true
                }
                if !waits { continuation.resume() }
            }
        }
    }

    private func wake() {
        let woken = state.withLock { state in
            var woken: [CheckedContinuation<Void, Never>] = []
            if state.isDead || !state.hangs {
                woken += state.waiting
                state.waiting = []
            }
            if state.isDead || (!state.hangs && !state.isCutOff) {
                woken += state.waitingForStore
                state.waitingForStore = []
            }
            return woken
        }
        for continuation in woken { continuation.resume() }
    }

    /// - Parameter spawn: begins a task that calls what it is given when it ends, and not before this returns.
    func own(_ spawn: (_ ended: @escaping @Sendable () -> Void) -> RunningTask) -> RunningTask {
        let number = state.withLock { state in
            state.begun += 1
            return state.begun
        }
        let task = spawn { self.disown(number) }
        let isDead = state.withLock { state in
            if !state.isDead { state.tasks.append((number, task)) }
            return state.isDead
        }
        if isDead { task.cancel() }
        return task
    }

    private func disown(_ number: Int) { state.withLock { $0.tasks.removeAll { $0.number == number } } }
}
