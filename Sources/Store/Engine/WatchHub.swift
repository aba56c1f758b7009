internal import Runtime
internal import Synchronization

/// Hands every commit to the watchers of an engine.
final class WatchHub: Sendable {
    private struct State {
        var published: Revision
        /// In the order in which they came: who is woken first must not depend on chance.
        var queues: [WatchQueue] = []
        var lastID: UInt64 = 0
        var isClosed = false

        func position(of id: UInt64) -> Int? { queues.firstIndex { $0.id == id } }
    }

    /// Ends its watch when nobody holds the stream any longer.
    private final class Ticket: Sendable {
        let id: UInt64
        let hub: WatchHub

        init(_ id: UInt64, _ hub: WatchHub) {
            self.id = id
            self.hub = hub
        }

        deinit { hub.leave(id) }
    }

    /// How long a watcher waits for a disk that cannot be read now.
    private static let pause = Duration.seconds(1)

    private let runtime: any Runtime
    private let state: Mutex<State>

    init(published: Revision, _ runtime: any Runtime) {
        self.runtime = runtime
        state = Mutex(State(published: published))
    }

    /// Commits of one writer, each revision once and in order.
    func publish(_ commits: [WatchBatch]) {
        guard let last = commits.last else { return }
        let woken = state.withLock { state in
            state.published = last.revision
            var woken: [CheckedContinuation<Void, any Error>] = []
            for position in state.queues.indices {
                for commit in commits { state.queues[position].add(commit) }
                if let waiting = state.queues[position].waiting {
                    state.queues[position].waiting = nil
                    woken.append(waiting)
                }
            }
            return woken
        }
        for continuation in woken { continuation.resume() }
    }

    func watch(
        _ prefix: String,
        from first: Revision,
        _ history: any WatchHistory
    ) -> AsyncThrowingStream<WatchBatch, any Error> {
        let id = state.withLock { state in
            state.lastID += 1
            state.queues.append(WatchQueue(state.lastID, prefix, from: first, published: state.published))
            return state.lastID
        }
        let ticket = Ticket(id, self)
        return AsyncThrowingStream { try await ticket.hub.next(ticket.id, prefix, history) }
    }

    /// Ends all watches with `StoreError.closed`.
    func close() {
        let woken = state.withLock { state in
            state.isClosed = true
            let woken = state.queues.compactMap(\.waiting)
            state.queues = []
            return woken
        }
        for continuation in woken { continuation.resume() }
    }

    private func next(
        _ id: UInt64,
        _ prefix: String,
        _ history: any WatchHistory
    ) async throws -> WatchBatch {
        while true {
            try Task.checkCancellation()
            switch try state.withLock({ try Self.step(&$0, id) }) {
            case .take(let batch):
                return batch
            case .read(let first):
                // A disk does not tell when it can be read again. Nothing is lost meanwhile: what is behind is read from there.
                if try await !read(first, id, prefix, history) { try await runtime.sleep(for: Self.pause) }
            case .wait:
                try await wait(id)
            }
        }
    }

    /// - Returns: whether history can be read now.
    private func read(
        _ first: Revision,
        _ id: UInt64,
        _ prefix: String,
        _ history: any WatchHistory
    ) async throws(StoreError) -> Bool {
        let last = state.withLock { $0.published }
        do {
            let read = try await history.batches(prefix, from: first, through: last)
            state.withLock { state in
                guard let position = state.position(of: id) else { return }
                state.queues[position].add(read.batches, through: read.through, published: state.published)
            }
            return true
        } catch {
            guard case .unavailable = error else { throw error }
            return false
        }
    }

    private static func step(_ state: inout State, _ id: UInt64) throws -> WatchQueue.Step {
        guard let position = state.position(of: id) else { throw StoreError.closed }
        return state.queues[position].step()
    }

    /// Returns when something came in, or may have.
    private func wait(_ id: UInt64) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let isWaiting = state.withLock { state in
                    guard !Task.isCancelled, let position = state.position(of: id), state.queues[position].isIdle
                    else { return false }
                    state.queues[position].waiting = continuation
                    return true
                }
                if !isWaiting { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state -> CheckedContinuation<Void, any Error>? in
                guard let position = state.position(of: id) else { return nil }
                defer { state.queues[position].waiting = nil }
                return state.queues[position].waiting
            }
            waiting?.resume(throwing: CancellationError())
        }
    }

    private func leave(_ id: UInt64) { state.withLock { $0.queues.removeAll { $0.id == id } } }
}
