package import Runtime
internal import Synchronization

/// A store in memory: for tests, and for what need not outlive the process.
///
/// It has no thread of its own; under a simulated runtime it is as deterministic as its callers.
package final class MemoryStore: Store {
    package let cluster: ClusterID
    private let core: MemoryCore

    /// - Parameters:
    ///   - cluster: a new one where none is given.
    ///   - keptRevisions: how many are kept; history is compacted when there are twice as many.
    package init(cluster: ClusterID? = nil, runtime: any Runtime, keptRevisions: Int64 = 20_000) {
        self.cluster = cluster ?? ClusterID(runtime.uuid())
        core = MemoryCore(runtime, keptRevisions: keptRevisions)
    }

    deinit { core.close() }

    package func get(_ key: String, at revision: Revision?) async throws(StoreError) -> Reading<Entry?> {
        try core.read { history throws(StoreError) in
            let revision = try history.readable(revision)
            return Reading(history.entry(key, at: revision), at: revision)
        }
    }

    package func list(
        _ prefix: String,
        at revision: Revision?,
        after: String?,
        limit: Int?
    ) async throws(StoreError) -> Reading<[Entry]> {
        try core.read { history throws(StoreError) in
            let revision = try history.readable(revision)
            return Reading(history.entries(prefix, at: revision, after: after, limit: limit), at: revision)
        }
    }

    package func commit(_ transaction: Transaction) async throws(StoreError) -> CommitResult {
        try core.commit(transaction)
    }

    package func watch(_ prefix: String, from revision: Revision) -> AsyncThrowingStream<WatchBatch, any Error> {
        core.hub.watch(prefix, from: revision, core)
    }

    package func grantLease(lasting duration: Duration) async throws(StoreError) -> LeaseID {
        try core.leases.grant(lasting: duration) { [weak core] id in try core?.deleteKeys(of: id) }
    }

    package func keepAlive(_ lease: LeaseID) async throws(StoreError) { try core.leases.keepAlive(lease) }

    package func revoke(_ lease: LeaseID) async throws(StoreError) {
        try core.leases.stop(lease)
        try core.deleteKeys(of: lease)
        core.leases.forget(lease)
    }

    package func compact(before revision: Revision) async throws(StoreError) {
        try core.read { history throws(StoreError) in history.compact(before: revision) }
    }

    /// Ends all watches and leases; whatever is asked after that throws `StoreError.closed`.
    package func close() { core.close() }
}

/// What the store's lease timers hold on to as well.
private final class MemoryCore: WatchHistory {
    private struct State {
        var history = MemoryHistory()
        var isClosed = false
    }

    let hub: WatchHub
    let leases: LeaseBook
    private let state = Mutex(State())
    private let keptRevisions: Int64

    init(_ runtime: any Runtime, keptRevisions: Int64) {
        self.keptRevisions = keptRevisions
        hub = WatchHub(published: Revision(1), runtime)
        leases = LeaseBook(runtime)
    }

    func read<Answer: Sendable>(
        _ body: (inout MemoryHistory) throws(StoreError) -> Answer
    ) throws(StoreError) -> Answer {
        try state.withLock { state throws(StoreError) in
            if state.isClosed { throw .closed }
            return try body(&state.history)
        }
    }

    func commit(_ transaction: Transaction) throws(StoreError) -> CommitResult {
        try transaction.check()
        return try read { history throws(StoreError) in
            if let missing = leases.missing(transaction.leases) { throw .noLease(missing) }
            return commit(transaction, to: &history)
        }
    }

    func deleteKeys(of lease: LeaseID) throws(StoreError) {
        try read { history throws(StoreError) in
            let keys = history.keys(of: lease)
            for start in stride(from: 0, to: keys.count, by: Transaction.maximumOperations) {
                let part = keys[start...].prefix(Transaction.maximumOperations)
                _ = commit(Transaction(changes: part.map { .delete($0) }), to: &history)
            }
        }
    }

    func batches(
        _ prefix: String,
        from first: Revision,
        through last: Revision
    ) async throws(StoreError) -> (batches: [WatchBatch], through: Revision) {
        try read { history throws(StoreError) in
            (try history.batches(prefix, from: first, through: last), last)
        }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        leases.close()
        hub.close()
    }

    /// Called under the lock, so that watchers see commits in their order.
    private func commit(_ transaction: Transaction, to history: inout MemoryHistory) -> CommitResult {
        guard let commit = history.commit(transaction) else { return .conflict }
        if !commit.events.isEmpty { hub.publish([commit]) }
        if history.revision.value - history.floor.value > 2 * keptRevisions {
            history.compact(before: Revision(history.revision.value - keptRevisions))
        }
        return .committed(commit.revision)
    }
}
