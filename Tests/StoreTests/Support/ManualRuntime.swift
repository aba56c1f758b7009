import Model
import Runtime
import Synchronization

/// The machine's threads, with a clock that only the test moves.
final class ManualRuntime: Runtime {
    private struct Sleeper {
        let id: UInt64
        let due: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var uptime: Duration = .zero
        var lastID: UInt64 = 0
        var sleepers: [Sleeper] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let system = SystemRuntime()
    private let state = Mutex(State())

    var now: Timestamp { Timestamp(seconds: 1_750_000_000) + uptime }
    var uptime: Duration { state.withLock { $0.uptime } }
    func random() -> UInt64 { system.random() }

    func pass(_ point: FailPoint) async throws { try await system.pass(point) }

    func spawn(_ name: String, _ work: @escaping @Sendable () async -> Void) -> RunningTask {
        system.spawn(name, work)
    }

    func sleep(for duration: Duration) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let watchers = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
                    if Task.isCancelled { return nil }
                    state.sleepers.append(
                        Sleeper(id: id, due: state.uptime + duration, continuation: continuation)
                    )
                    defer { state.watchers = [] }
                    return state.watchers
                }
                if watchers == nil { continuation.resume(throwing: CancellationError()) }
                watchers?.forEach { $0.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let position = state.sleepers.firstIndex(where: { $0.id == id }) else { return nil }
                return state.sleepers.remove(at: position)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Returns once somebody sleeps.
    func sleeper() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if !state.sleepers.isEmpty { return true }
                state.watchers.append(continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.uptime += duration
            let uptime = state.uptime
            let due = state.sleepers.filter { $0.due <= uptime }
            state.sleepers.removeAll { $0.due <= uptime }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }
}
