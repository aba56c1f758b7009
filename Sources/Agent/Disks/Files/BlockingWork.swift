internal import Dispatch
internal import Synchronization

/// A few threads for file work that blocks, so that it never holds a thread of Swift's cooperative pool.
///
/// A slow piece (copying an image) holds up nobody while another thread is free.
final class BlockingWork: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var running = 0
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "vireo.disks", attributes: .concurrent)
    private let width: Int

    /// - Parameter width: how many pieces run at a time, at least one.
    init(width: Int) { self.width = max(1, width) }

    /// Runs the body on one of the threads and suspends until it is done. Bodies begin in the order given; a
    /// cancelled task does not stop its body.
    func run<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            enqueue { continuation.resume(returning: Result(catching: body)) }
        }
        return try result.get()
    }

    private func enqueue(_ job: @escaping @Sendable () -> Void) {
        let startsThread = state.withLock { state in
            state.jobs.append(job)
            guard state.running < width else { return false }
            state.running += 1
            return true
        }
        if startsThread { queue.async { self.drain() } }
    }

    private func drain() {
        while let job = next() { job() }
    }

    private func next() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard !state.jobs.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.jobs.removeFirst()
        }
    }
}
