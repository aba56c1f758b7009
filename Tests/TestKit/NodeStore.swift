package import Store

/// The store as one process reaches it: not at all once the process is dead.
package struct NodeStore: Store {
    private let base: MemoryStore
    private let node: TestNode

    init(_ base: MemoryStore, _ node: TestNode) {
        self.base = base
        self.node = node
    }

    package var cluster: ClusterID { base.cluster }

    package func get(_ key: String, at revision: Revision?) async throws(StoreError) -> Reading<Entry?> {
        try check()
        return try await base.get(key, at: revision)
    }

    package func list(
        _ prefix: String, at revision: Revision?, after: String?, limit: Int?
    ) async throws(StoreError) -> Reading<[Entry]> {
        try check()
        return try await base.list(prefix, at: revision, after: after, limit: limit)
    }

    package func commit(_ transaction: Transaction) async throws(StoreError) -> CommitResult {
        try check()
        let result = try await base.commit(transaction)
        if node.takeLoss() { throw .unavailable("the connection was lost") }
        return result
    }

    package func watch(_ prefix: String, from revision: Revision) -> AsyncThrowingStream<WatchBatch, any Error> {
        base.watch(prefix, from: revision)
    }

    package func grantLease(lasting duration: Duration) async throws(StoreError) -> LeaseID {
        try check()
        return try await base.grantLease(lasting: duration)
    }

    package func keepAlive(_ lease: LeaseID) async throws(StoreError) {
        try check()
        try await base.keepAlive(lease)
    }

    package func revoke(_ lease: LeaseID) async throws(StoreError) {
        try check()
        try await base.revoke(lease)
    }

    package func compact(before revision: Revision) async throws(StoreError) {
        try check()
        try await base.compact(before: revision)
    }

    private func check() throws(StoreError) {
        if node.isDead { throw .unavailable("the process is dead") }
    }
}
