internal import Hypervisor
internal import Synchronization

/// Those who want to hear of events.
final class EventListeners: Sendable {
    private struct State {
        var all: [Int: AsyncStream<HypervisorEvent>.Continuation] = [:]
        var added = 0
    }

    private let state = Mutex(State())

    /// All events from now on. Nothing is dropped: what is not yet read is kept.
    func stream() -> AsyncStream<HypervisorEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: HypervisorEvent.self)
        let number = state.withLock { state in
            state.added += 1
            state.all[state.added] = continuation
            return state.added
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.all[number] = nil }
        }
        return stream
    }

    func tell(_ event: HypervisorEvent) {
        for listener in state.withLock({ Array($0.all.values) }) { listener.yield(event) }
    }
}
