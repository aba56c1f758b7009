/// Keeps records by key: transactions with compares, watches, leases.
///
/// The protocol is what etcd 3 offers (its KV, Watch and Lease services), so that an engine over etcd can be exact:
/// one revision for the whole store that grows by one with each commit that changes something; multi-version reads back
/// to the last compaction; watches that deliver every revision once and in order, or say `compacted`.
package protocol Store: Sendable {
    /// Which cluster this store belongs to; a host bound to another cluster refuses to act.
    var cluster: ClusterID { get }

    /// The entry of a key, as it is now or was at a revision; nil where there is none.
    ///
    /// - Throws: `StoreError.compacted` for a revision that is no longer kept, `.unavailable` when the engine can't answer.
    func get(_ key: String, at revision: Revision?) async throws(StoreError) -> Reading<Entry?>

    /// All entries whose keys begin with the prefix, in the order of their keys.
    ///
    /// - Parameters:
    ///   - after: only keys greater than this one; for pages.
    ///   - limit: at most so many; nil for all.
    /// - Throws: as `get`.
    func list(_ prefix: String, at revision: Revision?, after: String?, limit: Int?) async throws(StoreError)
        -> Reading<[Entry]>

    /// Applies all changes of the transaction if all its compares hold, at one revision.
    ///
    /// Returns once the commit is durable: nothing that was acknowledged is lost when the machine dies.
    ///
    /// - Returns: the revision of the commit, or that a compare did not hold.
    /// - Throws: `StoreError.tooLarge` past `Transaction.maximumOperations` or `.maximumBytes`, `.noLease` for a put under
    ///   a lease that is gone, `.unavailable` when the engine can't commit (then it is unknown whether it did).
    func commit(_ transaction: Transaction) async throws(StoreError) -> CommitResult

    /// What happens to keys with the prefix, from that revision on (inclusive).
    ///
    /// The stream's batches come in the order of their revisions, each revision once and whole. It ends with
    /// `StoreError.compacted` when the revision is no longer kept: then the watcher lists again.
    func watch(_ prefix: String, from revision: Revision) -> AsyncThrowingStream<WatchBatch, any Error>

    /// A new lease; when it is not kept alive for so long, its keys are deleted. The time is measured by a monotonic clock.
    func grantLease(lasting duration: Duration) async throws(StoreError) -> LeaseID

    /// Begins the lease's time anew.
    ///
    /// - Throws: `StoreError.noLease` once it has expired.
    func keepAlive(_ lease: LeaseID) async throws(StoreError)

    /// Ends the lease and deletes its keys.
    func revoke(_ lease: LeaseID) async throws(StoreError)

    /// Forgets history before that revision; reads and watches of earlier ones fail with `compacted`.
    func compact(before revision: Revision) async throws(StoreError)
}

extension Store {
    package func get(_ key: String) async throws(StoreError) -> Entry? { try await get(key, at: nil).value }

    package func list(_ prefix: String) async throws(StoreError) -> Reading<[Entry]> {
        try await list(prefix, at: nil, after: nil, limit: nil)
    }
}
