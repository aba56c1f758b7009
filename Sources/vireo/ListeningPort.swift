internal import Synchronization

/// The port that a listener got from the system, for those who must wait for it.
final class ListeningPort: Sendable {
    private struct State {
        var port: Int?
        var waiting: [AsyncStream<Int>.Continuation] = []
    }

    private let state = Mutex(State())

    func set(_ port: Int) {
        let waiting = state.withLock { state in
            state.port = port
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.yield(port) }
    }

    /// - Throws: `CancellationError`.
    func value() async throws -> Int {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let known = state.withLock { state -> Int? in
            if state.port == nil { state.waiting.append(continuation) }
            return state.port
        }
        if let known { return known }
        for await port in ports { return port }
        throw CancellationError()
    }
}
