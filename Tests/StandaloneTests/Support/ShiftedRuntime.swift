import Model
import Runtime
import Synchronization

/// The machine's own runtime with a clock that a test can put forward.
final class ShiftedRuntime: Runtime {
    private let system = SystemRuntime()
    private let shift = Mutex(Duration.zero)

    func advance(by duration: Duration) { shift.withLock { $0 += duration } }

    var now: Timestamp { system.now + shift.withLock { $0 } }
    var uptime: Duration { system.uptime + shift.withLock { $0 } }
    func sleep(for duration: Duration) async throws { try await system.sleep(for: duration) }
    func random() -> UInt64 { system.random() }
    func spawn(_ name: String, _ work: @escaping @Sendable () async -> Void) -> RunningTask { system.spawn(name, work) }
    func pass(_ point: FailPoint) async throws {}
}
