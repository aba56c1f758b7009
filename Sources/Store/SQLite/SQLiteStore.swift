internal import Dispatch
internal import GRDB
package import Runtime

/// A store in a folder of this machine, in a SQLite database; for one process at a time.
///
/// What is acknowledged is on the disk. Leases live with the process: those of an earlier one end, and their keys are
/// deleted, when the folder is opened.
package final class SQLiteStore: Store, WatchHistory {
    static let fileName = "store.sqlite"

    package let cluster: ClusterID
    private let folder: StateFolder
    private let pool: DatabasePool
    private let hub: WatchHub
    private let leases: LeaseBook
    private let writer: SQLiteWriter

    /// Opens the store in a folder, or makes both.
    ///
    /// - Throws: `StoreOpeningError`; in particular when another process has the folder open, and when the database was
    ///   written by a newer program. One of an older program is brought up to date, and a copy of it kept.
    package static func open(
        folder: String,
        runtime: any Runtime,
        keeping limits: HistoryLimits = HistoryLimits()
    ) async throws -> SQLiteStore {
        try await open(folder: folder, runtime: runtime, keeping: limits, schema: .current)
    }

    static func open(
        folder: String,
        runtime: any Runtime,
        keeping limits: HistoryLimits,
        schema: SQLiteSchema
    ) async throws -> SQLiteStore {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "vireo.store.open").async {
                continuation.resume(with: Result { try SQLiteStore(folder, runtime, limits, schema) })
            }
        }
    }

    /// Blocks.
    private init(_ path: String, _ runtime: any Runtime, _ limits: HistoryLimits, _ schema: SQLiteSchema) throws {
        folder = try StateFolder(path)
        try SQLiteBackup.putBack(in: folder)
        let file = try folder.file(Self.fileName)
        let opened: SQLiteOpening
        do {
            opened = try SQLiteOpening(file, folder, schema, runtime)
        } catch let error as DatabaseError {
            throw StoreOpeningError(error, file: file)
        }
        cluster = opened.cluster
        pool = opened.pool
        hub = WatchHub(published: opened.revision, runtime)
        leases = LeaseBook(runtime)
        writer = SQLiteWriter(
            pool,
            hub: hub,
            leases: leases,
            at: opened.revision,
            opened.sweep,
            limits,
            runtime
        )
    }

    package func get(_ key: String, at revision: Revision?) async throws(StoreError) -> Reading<Entry?> {
        try await read { history in
            let revision = try history.readable(revision)
            return Reading(try history.entry(key, at: revision), at: revision)
        }
    }

    package func list(
        _ prefix: String,
        at revision: Revision?,
        after: String?,
        limit: Int?
    ) async throws(StoreError) -> Reading<[Entry]> {
        try await read { history in
            let revision = try history.readable(revision)
            return Reading(try history.entries(prefix, at: revision, after: after, limit: limit), at: revision)
        }
    }

    package func commit(_ transaction: Transaction) async throws(StoreError) -> CommitResult {
        try transaction.check()
        return try await writer.perform(.commit(transaction))
    }

    package func watch(_ prefix: String, from revision: Revision) -> AsyncThrowingStream<WatchBatch, any Error> {
        hub.watch(prefix, from: revision, self)
    }

    package func grantLease(lasting duration: Duration) async throws(StoreError) -> LeaseID {
        try leases.grant(lasting: duration) { [weak writer] id in _ = try await writer?.perform(.deleteKeys(id)) }
    }

    package func keepAlive(_ lease: LeaseID) async throws(StoreError) { try leases.keepAlive(lease) }

    package func revoke(_ lease: LeaseID) async throws(StoreError) {
        try leases.stop(lease)
        _ = try await writer.perform(.deleteKeys(lease))
        leases.forget(lease)
    }

    package func compact(before revision: Revision) async throws(StoreError) {
        _ = try await writer.perform(.raiseFloor(revision))
    }

    /// Ends what was begun, all watches and leases, and lets go of the folder; whatever is asked after that throws
    /// `StoreError.closed`.
    package func close() async {
        leases.close()
        await writer.close()
        hub.close()
        folder.unlock()
    }

    func batches(
        _ prefix: String,
        from first: Revision,
        through last: Revision
    ) async throws(StoreError) -> (batches: [WatchBatch], through: Revision) {
        try await read { try $0.batches(prefix, from: first, through: last) }
    }

    private func read<Answer: Sendable>(
        _ body: @escaping @Sendable (SQLiteHistory) throws -> Answer
    ) async throws(StoreError) -> Answer {
        if writer.isClosed { throw .closed }
        let answer = await withCheckedContinuation { continuation in
            pool.asyncRead { database in
                continuation.resume(
                    returning: Result { try body(SQLiteHistory(database: database.get())) }
                        .mapError { StoreError($0) }
                )
            }
        }
        if case .failure = answer, writer.isClosed { throw .closed }
        return try answer.get()
    }
}
