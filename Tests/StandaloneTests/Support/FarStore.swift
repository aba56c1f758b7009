import Runtime
import Store

/// A store that is some way off: between asking and answering, others have their turn.
///
/// The store in memory answers without a pause, so that on one thread nobody could ever get in between.
struct FarStore: Store {
    private let store: any Store
    private let runtime: any Runtime
    /// Whether it takes no change.
    var isFull: @Sendable () -> Bool = { false }
    private let meanwhile: @Sendable (String) async -> Void

    /// - Parameter meanwhile: done while the answer about a key, or what is below it, is on its way back.
    init(_ store: any Store, runtime: any Runtime, meanwhile: @escaping @Sendable (String) async -> Void = { _ in }) {
        self.store = store
        self.runtime = runtime
        self.meanwhile = meanwhile
    }

    var cluster: ClusterID { store.cluster }

    func get(_ key: String, at revision: Revision?) async throws(StoreError) -> Reading<Entry?> {
        await travel()
        let answer = try await store.get(key, at: revision)
        await meanwhile(key)
        await travel()
        return answer
    }

    func list(
        _ prefix: String,
        at revision: Revision?,
        after: String?,
        limit: Int?
    ) async throws(StoreError) -> Reading<[Entry]> {
        await travel()
        let answer = try await store.list(prefix, at: revision, after: after, limit: limit)
        await meanwhile(prefix)
        await travel()
        return answer
    }

    func commit(_ transaction: Transaction) async throws(StoreError) -> CommitResult {
        await travel()
        if isFull() { throw .unavailable("the disk is full") }
        let answer = try await store.commit(transaction)
        await travel()
        return answer
    }

    func watch(_ prefix: String, from revision: Revision) -> AsyncThrowingStream<WatchBatch, any Error> {
        store.watch(prefix, from: revision)
    }

    func grantLease(lasting duration: Duration) async throws(StoreError) -> LeaseID {
        try await store.grantLease(lasting: duration)
    }

    func keepAlive(_ lease: LeaseID) async throws(StoreError) { try await store.keepAlive(lease) }

    func revoke(_ lease: LeaseID) async throws(StoreError) { try await store.revoke(lease) }

    func compact(before revision: Revision) async throws(StoreError) { try await store.compact(before: revision) }

    private func travel() async { try? await runtime.sleep(for: .microseconds(Int64(runtime.random() % 100))) }
}
