package import Model
internal import Synchronization

/// The records of one kind in memory, kept by a watch of the store.
///
/// Readers never wait for the store. What a replica says may be old by the time of a commit's way to it: whoever
/// wrote waits for its own revision, and whoever decides compares the revision that it read when it commits.
package final class Replica<Value: Record>: Sendable {
    private let store: any Store
    private let prefix: String
    private let state: Mutex<ReplicaState<Value>>

    /// - Parameters:
    ///   - under: only records whose keys, without the prefix of the kind, begin so.
    ///   - indexes: what `matching` can ask for.
    package init(_ store: any Store, under: String = "", indexes: [ReplicaIndex<Value>] = []) {
        self.store = store
        prefix = Value.prefix + under
        state = Mutex(ReplicaState(indexes))
    }

    package var count: Int { read { $0.count } }

    /// Up to where the store's history is in the replica; `.none` before the first list.
    package var revision: Revision { read { $0.revision } }

    /// The keys under the prefix that hold no record that this program can read, and why.
    package var unreadable: [String: StoreError] { state.withLock { $0.unreadable } }

    package func get(_ id: String, in scope: Scope = .all) -> Stored<Value>? { read { $0.get(id, in: scope) } }

    /// In the order of the keys.
    package func all(in scope: Scope = .all) -> [Stored<Value>] { read { $0.all(in: scope) } }

    /// The records that the index finds under the word, in the order of their keys.
    package func matching(_ index: String, _ word: String, in scope: Scope = .all) -> [Stored<Value>] {
        read { $0.matching(index, word, in: scope) }
    }

    /// Several questions to the same revision. Changes wait meanwhile: ask, and work with the answers outside.
    package func read<Answer: Sendable>(
        _ body: (borrowing ReplicaRecords<Value>) throws -> Answer
    ) rethrows -> Answer {
        try state.withLock { try body($0.records) }
    }

    /// All changes from now on, in their order, however slowly they are taken.
    package func changes() -> AsyncStream<ReplicaChange<Value>> { subscribe(to: nil) { _ in }.1 }

    /// The records as they are, and all changes after that.
    package func follow() -> (records: [Stored<Value>], changes: AsyncStream<ReplicaChange<Value>>) {
        subscribe(to: nil) { $0.all() }
    }

    /// The record as it is, and all changes of it after that; costs the same however many others there are, and however
    /// many follow them.
    package func follow(_ id: String) -> (record: Stored<Value>?, changes: AsyncStream<ReplicaChange<Value>>) {
        subscribe(to: id) { $0.get(id) }
    }

    private func subscribe<Answer: Sendable>(
        to id: String?, _ read: (borrowing ReplicaRecords<Value>) -> Answer
    ) -> (Answer, AsyncStream<ReplicaChange<Value>>) {
        let (stream, continuation) = AsyncStream.makeStream(of: ReplicaChange<Value>.self)
        let (answer, number) = state.withLock { (read($0.records), $0.subscribers.add(continuation, to: id)) }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.subscribers.remove(number, from: id) }
        }
        return (answer, stream)
    }

    /// Returns once the records are there, or the task is cancelled.
    package func ready() async { try? await wait(until: .listed) }

    /// Returns once all up to that revision is in the replica: a writer that waits for its own reads what it wrote.
    ///
    /// - Throws: `StoreError.closed` when `run` has ended, `CancellationError` when the task is cancelled.
    package func wait(for revision: Revision) async throws { try await wait(until: .revision(revision)) }

    /// Lists the records and follows the store, until the task is cancelled; called by one task at a time.
    ///
    /// - Throws: `CancellationError`, or what the store cannot do.
    package func run() async throws {
        defer { state.withLock { $0.stop() }.forEach { $0.resume(throwing: StoreError.closed) } }
        state.withLock { $0.isStopped = false }
        while true {
            try Task.checkCancellation()
            do {
                let revision = try await load()
                for try await batch in store.watch(prefix, from: revision.next) { apply(batch) }
            } catch StoreError.compacted {
                continue
            }
        }
    }

    /// Reads all records as they are at one revision, in pages, so that their bytes are never here all at once.
    private func load() async throws(StoreError) -> Revision {
        var revision: Revision?
        var after: String?
        var listing = ReplicaListing<Value>()
        while true {
            let page = try await store.list(prefix, at: revision, after: after, limit: 500)
            revision = page.revision
            for entry in page.value { listing.add(entry) }
            guard page.value.count == 500, let last = page.value.last else { break }
            after = last.key
        }
        let reached = revision ?? .none
        state.withLock { $0.load(listing, at: reached) }.tell()
        return reached
    }

    private func apply(_ batch: WatchBatch) {
        var listing = ReplicaListing<Value>()
        var removed: [String] = []
        for event in batch.events {
            switch event {
            case .put(let entry): listing.add(entry)
            case .delete(let key): removed.append(key)
            }
        }
        state.withLock { $0.apply(listing, removed: removed, at: batch.revision) }.tell()
    }

    private func wait(until condition: ReplicaState<Value>.Condition) async throws {
        if state.withLock({ $0.holds(condition) }) { return }
        let id = state.withLock { $0.nextID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let outcome = state.withLock { state -> Result<Void, any Error>? in
                    if state.holds(condition) { return .success(()) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.isStopped, condition != .listed { return .failure(StoreError.closed) }
                    state.add(continuation, id, until: condition)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            state.withLock { $0.removeWaiter(id) }?.resume(throwing: CancellationError())
        }
    }
}
