internal import Runtime
internal import Synchronization

/// A bell: whoever waits is woken, and a ring that nobody heard is kept.
final class Wakeup: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let runtime: any Runtime
    private let state = Mutex(State())

    init(_ runtime: any Runtime) { self.runtime = runtime }

    /// Whether there was a ring that nobody has heard yet.
    var isRung: Bool { state.withLock { $0.isRung } }

    /// Forgets such a ring: what it was for is being seen to.
    func hush() { state.withLock { $0.isRung = false } }

    func ring() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let waiter = state.waiter else {
                state.isRung = true
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns at the next ring, after that time, or when the task is cancelled. One may wait at a time.
    func wait(atMost duration: Duration) async {
        let runtime = runtime
        let timer = runtime.spawn("wakeup") {
            // Cancelled it says nothing: whoever waited has been woken by then.
            if (try? await runtime.sleep(for: duration)) != nil { self.ring() }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRung = state.withLock { state in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isRung { continuation.resume() }
            }
        } onCancel: {
            ring()
        }
        timer.cancel()
    }
}
