internal import Model
internal import Synchronization

/// The ready jobs and the timers of a simulation.
final class SimulatedExecutor: TaskExecutor {
    private struct Timer {
        let due: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var ready: [UnownedJob] = []
        var timers: [UInt64: Timer] = [:]
        /// Timers cancelled before their continuation was handed in.
        var cancelled: Set<UInt64> = []
        var nextTimer: UInt64 = 0
        var uptime: Duration = .zero
        var wallOffset: Timestamp
        var seed: UInt64
    }

    private let state: Mutex<State>

    init(seed: UInt64, start: Timestamp) {
        state = Mutex(State(wallOffset: start, seed: seed))
    }

    var now: Timestamp { state.withLock { $0.wallOffset + $0.uptime } }
    var uptime: Duration { state.withLock { $0.uptime } }

    func shiftWallClock(by duration: Duration) { state.withLock { $0.wallOffset = $0.wallOffset + duration } }

    func random() -> UInt64 { state.withLock { Self.next(&$0.seed) } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.ready.append(job) }
    }

    /// Runs one ready job, or moves the clock to the next timer; false when there is neither.
    func runNext() -> Bool {
        let job = state.withLock { state -> UnownedJob? in
            guard !state.ready.isEmpty else { return nil }
            let index = Int(Self.next(&state.seed) % UInt64(state.ready.count))
            return state.ready.remove(at: index)
        }
        if let job {
            job.runSynchronously(on: asUnownedTaskExecutor())
            return true
        }
        let timer = state.withLock { state -> Timer? in
            guard let (id, timer) = state.timers.min(by: { ($0.value.due, $0.key) < ($1.value.due, $1.key) })
            else { return nil }
            state.timers[id] = nil
            state.uptime = max(state.uptime, timer.due)
            return timer
        }
        timer?.continuation.resume()
        return timer != nil
    }

    func reserveTimer() -> UInt64 {
        state.withLock { state in
            state.nextTimer += 1
            return state.nextTimer
        }
    }

    func schedule(_ id: UInt64, after duration: Duration, _ continuation: CheckedContinuation<Void, any Error>) {
        let isCancelled = state.withLock { state in
            if state.cancelled.remove(id) != nil { return true }
            state.timers[id] = Timer(due: state.uptime + max(duration, .zero), continuation: continuation)
            return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
    }

    func cancelTimer(_ id: UInt64) {
        let timer = state.withLock { state -> Timer? in
            guard let timer = state.timers.removeValue(forKey: id) else {
                state.cancelled.insert(id)
                return nil
            }
            return timer
        }
        timer?.continuation.resume(throwing: CancellationError())
    }

    /// SplitMix64: small, seedable, good enough to draw interleavings from.
    private static func next(_ seed: inout UInt64) -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var value = seed
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
