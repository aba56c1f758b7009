internal import Glibc
package import Model

/// The machine's own clock, chance and threads.
package struct SystemRuntime: Runtime {
    /// Who writes to a tool or client that has gone is told so by the call, and the process lives on. Source: signal(7).
    private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    /// What slept and was cancelled holds memory until it would have woken: of most waits for something the longest part is
    /// a deadline that never comes.
    private static let longestSleep = Duration.seconds(20)

    private let armed: [ArmedFailPoint]
    private let trace: Int32?

    /// - Parameters:
    ///   - armed: the process sends itself their signals when it reaches them.
    ///   - tracingFailPointsTo: an open file that the names of passed fail points are written to, a line each.
    package init(armed: [ArmedFailPoint] = [], tracingFailPointsTo trace: Int32? = nil) {
        Self.ignoresBrokenPipes
        self.armed = armed
        self.trace = trace
    }

    package var now: Timestamp { Timestamp(microseconds: Self.read(CLOCK_REALTIME)) }

    package var uptime: Duration { .microseconds(Self.read(CLOCK_BOOTTIME)) }

    package func sleep(for duration: Duration) async throws {
        let end = uptime + duration
        var left = duration
        // Either part ends early only by the caller's own cancellation, which is thrown on to him.
        while left > Self.longestSleep {
            try await Task.sleep(for: Self.longestSleep)
            left = end - uptime
        }
        try await Task.sleep(for: max(.zero, left))
    }

    package func random() -> UInt64 { UInt64.random(in: .min ... .max) }

    package func spawn(_ name: String, _ work: @escaping @Sendable () async -> Void) -> RunningTask {
        RunningTask(Task(name: name) { await work() })
    }

    package func pass(_ point: FailPoint) async throws {
        if let trace {
            let line = Array((point.name + "\n").utf8)
            _ = write(trace, line, line.count)
        }
        for armed in armed where armed.isReached(by: point) { kill(getpid(), armed.signal) }
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
