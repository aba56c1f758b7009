import Model
import Runtime
import Synchronization

/// The machine's runtime with a wall clock that a test moves.
final class MovedClock: Runtime {
    private let system = SystemRuntime()
    private let offset = Mutex(Duration.zero)

    var now: Timestamp { system.now + offset.withLock { $0 } }
    var uptime: Duration { system.uptime }

    func move(by duration: Duration) { offset.withLock { $0 += duration } }
    func sleep(for duration: Duration) async throws { try await system.sleep(for: duration) }
    func random() -> UInt64 { system.random() }
    func pass(_ point: FailPoint) async throws { try await system.pass(point) }

    func spawn(_ name: String, _ work: @escaping @Sendable () async -> Void) -> RunningTask {
        system.spawn(name, work)
    }
}
