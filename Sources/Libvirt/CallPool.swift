/// A small fixed set of threads for libvirt's blocking calls, so that they never hold a thread of Swift's cooperative
/// pool, and a slow one (a destroy, a start) holds up nobody while another thread is free.
///
/// The threads end when the pool is released, after all that was given to it has run.
package final class CallPool: Sendable {
    private let queue = Monitor(Queue())

    /// Starts `threads` threads, at least one. Throws `systemError` if the system gives none.
    package init(threads: Int) throws(LibvirtError) {
        do {
            for number in 1...max(1, threads) {
                try DetachedThread.start(named: "libvirt-call-\(number)") { [queue] in
                    while let job = queue.wait(for: { $0.next() }).job {
                        job()
                    }
                }
            }
        } catch {
            queue.withLock { $0.isClosed = true }
            throw error
        }
    }

    deinit {
        queue.withLock { $0.isClosed = true }
    }

    /// Runs `body` on one of the pool's threads and suspends, never blocks, until it is done.
    ///
    /// Bodies begin in the order in which they were given. Once given, a body runs: cancelling the task does not stop
    /// it, as libvirt has no way to take a call back. Write `{ () throws(LibvirtError) in … }` for a typed error; Swift
    /// takes the error of a closure without it to be `any Error`.
    package func run<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            submit { continuation.resume(returning: Result(catching: body)) }
        }
        return try result.get()
    }

    /// Has `body` run on one of the pool's threads, in its turn, and waits for nothing.
    package func submit(_ body: @escaping @Sendable () -> Void) {
        queue.withLock { $0.jobs.append(body) }
    }
}

extension CallPool {
    /// The bodies that wait for a thread.
    private struct Queue: Sendable {
        var jobs: [@Sendable () -> Void] = []
        var isClosed = false

        /// The next body; `.end` once the pool is closed and empty; nil while there is nothing to do.
        mutating func next() -> Next? {
            if !jobs.isEmpty {
                .some(Next(job: jobs.removeFirst()))
            } else if isClosed {
                .some(Next(job: nil))
            } else {
                nil
            }
        }
    }

    /// What a thread does next; without a job it ends.
    private struct Next {
        let job: (@Sendable () -> Void)?
    }
}
