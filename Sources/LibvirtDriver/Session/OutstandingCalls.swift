internal import Libvirt
internal import Synchronization

/// libvirt's calls that someone waits for, so that all can be told at once that no answer comes.
///
/// A call that was let go stays where it is, with its thread, until libvirt returns from it.
final class OutstandingCalls: Sendable {
    private struct State {
        var isSilent = false
        /// Ends the wait of each call with an error.
        var waits: [Int: @Sendable (Silence) -> Void] = [:]
        var running: Set<Int> = []
        var count = 0
    }

    private let state = Mutex(State())

    /// How many are waited for.
    var count: Int { state.withLock { $0.waits.count } }

    /// Whether a call that was let go still runs.
    var hasLeftBehind: Bool {
        state.withLock { state in state.running.contains { state.waits[$0] == nil } }
    }

    /// Runs `body` on one of the pool's threads.
    ///
    /// - Throws: what `body` throws; `Silence` from `letGo()` until `goOn()`: a body that had not begun does not run.
    func run<Value: Sendable>(
        on pool: CallPool, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            guard let number = add({ continuation.resume(returning: .failure($0)) }) else {
                continuation.resume(returning: .failure(Silence()))
                return
            }
            pool.submit { [self] in
                guard begin(number) else { return }
                let result = Result { try body() }
                if end(number) { continuation.resume(returning: result) }
            }
        }
        return try result.get()
    }

    /// Nobody waits any longer, until `goOn()`.
    func letGo() {
        let waits = state.withLock { state in
            state.isSilent = true
            defer { state.waits = [:] }
            return Array(state.waits.values)
        }
        for wait in waits { wait(Silence()) }
    }

    func goOn() {
        state.withLock { $0.isSilent = false }
    }

    /// Nil while nobody may wait.
    private func add(_ wait: @escaping @Sendable (Silence) -> Void) -> Int? {
        state.withLock { state in
            guard !state.isSilent else { return nil }
            state.count += 1
            state.waits[state.count] = wait
            return state.count
        }
    }

    /// Whether the call is still waited for.
    private func begin(_ number: Int) -> Bool {
        state.withLock { state in
            guard state.waits[number] != nil else { return false }
            state.running.insert(number)
            return true
        }
    }

    /// Whether the call is still waited for; from now on it is not.
    private func end(_ number: Int) -> Bool {
        state.withLock { state in
            state.running.remove(number)
            return state.waits.removeValue(forKey: number) != nil
        }
    }
}
