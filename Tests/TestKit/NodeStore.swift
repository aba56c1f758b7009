package import Store

/// The store as one process reaches it: not at all once the process is dead, late while it hangs, and not while the
/// connection is cut.
package struct NodeStore: Store {
    private let base: MemoryStore
    private let node: TestNode

    init(_ base: MemoryStore, _ node: TestNode) {
        self.base = base
        self.node = node
    }

    package var cluster: ClusterID { base.cluster }

    package func get(_ key: String, at revision: Revision?) async throws(StoreError) -> Reading<Entry?> {
        try await reach()
        let answer = try await base.get(key, at: revision)
        try await reach()
        return answer
    }

    package func list(
        _ prefix: String, at revision: Revision?, after: String?, limit: Int?
    ) async throws(StoreError) -> Reading<[Entry]> {
        try await reach()
        let answer = try await base.list(prefix, at: revision, after: after, limit: limit)
        try await reach()
        return answer
    }

    package func commit(_ transaction: Transaction) async throws(StoreError) -> CommitResult {
        node.countCommit()
        try await reach()
        if node.takeLostRequest() { throw .unavailable("the connection was lost") }
        let result = try await base.commit(transaction)
        if node.takeLostAnswer() { throw .unavailable("the connection was lost") }
        try await reach()
        return result
    }

    /// The batches come when the process can take them, each once and in order.
    package func watch(_ prefix: String, from revision: Revision) -> AsyncThrowingStream<WatchBatch, any Error> {
        let (source, node) = (WatchSource(base.watch(prefix, from: revision)), node)
        return AsyncThrowingStream {
            let batch = try await source.next()
            await node.untilStoreIsThere()
            try Task.checkCancellation()
            return batch
        }
    }

    package func grantLease(lasting duration: Duration) async throws(StoreError) -> LeaseID {
        try await reach()
        let lease = try await base.grantLease(lasting: duration)
        try await reach()
        return lease
    }

    package func keepAlive(_ lease: LeaseID) async throws(StoreError) {
        try await reach()
        try await base.keepAlive(lease)
    }

    package func revoke(_ lease: LeaseID) async throws(StoreError) {
        try await reach()
        try await base.revoke(lease)
    }

    package func compact(before revision: Revision) async throws(StoreError) {
        try await reach()
        try await base.compact(before: revision)
    }

    private func reach() async throws(StoreError) {
        await node.untilItGoesOn()
        if node.isDead { throw .unavailable("the process is dead") }
        if node.isCutOff { throw .unavailable("there is no connection") }
    }
}

/// One watch, taken by one task at a time.
private final class WatchSource: @unchecked Sendable {
    private var iterator: AsyncThrowingStream<WatchBatch, any Error>.Iterator

    init(_ stream: AsyncThrowingStream<WatchBatch, any Error>) { iterator = stream.makeAsyncIterator() }

    func next() async throws -> WatchBatch? { try await iterator.next() }
}
