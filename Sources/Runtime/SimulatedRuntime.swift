package import Model
internal import Synchronization

/// A runtime for tests: one thread, a clock that moves only when nothing else can, and one seed for all chance.
///
/// Of the jobs that are ready, the next is drawn by the seed, so that another seed is another interleaving and the
/// same seed is the same run again. Work that leaves the thread (files, sockets, libvirt) has no place in it.
package final class SimulatedRuntime: Runtime {
    private let executor: SimulatedExecutor
    private let onFailPoint: @Sendable (FailPoint) async throws -> Void

    /// - Parameter onFailPoint: what happens at each fail point: a test may throw, wait, or note the name.
    package init(
        seed: UInt64, start: Timestamp = Timestamp(seconds: 1_750_000_000),
        onFailPoint: @escaping @Sendable (FailPoint) async throws -> Void = { _ in }
    ) {
        executor = SimulatedExecutor(seed: seed, start: start)
        self.onFailPoint = onFailPoint
    }

    package var now: Timestamp { executor.now }
    package var uptime: Duration { executor.uptime }
    package func random() -> UInt64 { executor.random() }

    package func sleep(for duration: Duration) async throws {
        let id = executor.reserveTimer()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                executor.schedule(id, after: duration, continuation)
            }
        } onCancel: {
            executor.cancelTimer(id)
        }
    }

    package func pass(_ point: FailPoint) async throws { try await onFailPoint(point) }

    package func spawn(_ name: String, _ work: @escaping @Sendable () async -> Void) -> RunningTask {
        RunningTask(Task(name: name, executorPreference: executor) { await work() })
    }

    /// Runs the work to its end on the calling thread, moving the clock as needed.
    ///
    /// - Throws: what the work throws, or `SimulationStalled` when it waits for something that can never come.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let outcome = Mutex<Result<Value, any Error>?>(nil)
        let slot = OutcomeSlot(outcome)
        let task = Task(executorPreference: executor) {
            do { slot.set(.success(try await work())) } catch { slot.set(.failure(error)) }
        }
        while true {
            if let result = slot.value { return try result.get() }
            guard executor.runNext() else {
                task.cancel()
                throw SimulationStalled(at: executor.now)
            }
        }
    }

    /// Lets the clock jump, as a wall clock may; what waits for time does not notice.
    package func shiftWallClock(by duration: Duration) { executor.shiftWallClock(by: duration) }
}

/// The simulated work waits, and no job or timer is left that could wake it.
package struct SimulationStalled: Error {
    package let at: Timestamp
}

private final class OutcomeSlot<Value: Sendable>: Sendable {
    private let outcome: Mutex<Result<Value, any Error>?>

    init(_ outcome: consuming sending Mutex<Result<Value, any Error>?>) { self.outcome = outcome }

    var value: Result<Value, any Error>? { outcome.withLock { $0 } }

    func set(_ result: Result<Value, any Error>) { outcome.withLock { $0 = result } }
}
