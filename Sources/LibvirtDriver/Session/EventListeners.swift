internal import Hypervisor
internal import Synchronization

/// Those who want to hear of events.
final class EventListeners: Sendable {
    private struct State {
        var all: [Int: AsyncStream<HypervisorEvent>.Continuation] = [:]
        var added = 0
        var isConnected = false
    }

    private let state = Mutex(State())

    /// All events from now on; one who comes while the connection is there is told so first. Nothing is dropped: what is
    /// not yet read is kept.
    func stream() -> AsyncStream<HypervisorEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: HypervisorEvent.self)
        let number = state.withLock { state in
            state.added += 1
            state.all[state.added] = continuation
            if state.isConnected { continuation.yield(.reconnected) }
            return state.added
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.all[number] = nil }
        }
        return stream
    }

    func tell(_ event: HypervisorEvent) {
        let listeners = state.withLock { state in
            switch event {
            case .reconnected: state.isConnected = true
            case .disconnected: state.isConnected = false
            case .started, .stopped, .undefined, .rebooted: break
            }
            return Array(state.all.values)
        }
        for listener in listeners { listener.yield(event) }
    }
}
