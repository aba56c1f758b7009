internal import Dispatch
internal import GRDB
internal import Runtime
internal import Synchronization

/// A database made ready: its tables up to date, and nothing of an earlier process's leases left.
struct SQLiteOpening {
    let pool: DatabasePool
    let cluster: ClusterID
    let revision: Revision
    let sweep: SQLiteHistory.Sweep

    private static let readers = 3
    /// What each connection keeps of the database. Lists are read once, at a start, and the system has the pages anyway.
    private static let cachedKiB = 512
    /// What the log keeps of the disk after it had to grow, because of a reader who took long; in bytes.
    private static let keptLog = 16 << 20

    init(_ file: String, _ folder: StateFolder, _ schema: SQLiteSchema, _ runtime: any Runtime) throws {
        var configuration = Configuration()
        configuration.label = "vireo.store"
        configuration.maximumReaderCount = Self.readers
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(Self.cachedKiB)")
        }
        pool = try DatabasePool(path: file, configuration: configuration)
        (cluster, revision, sweep) = try pool.writeWithoutTransaction { database in
            // The pool has set NORMAL, with which the last commits may be lost when the machine dies.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA journal_size_limit = \(Self.keptLog)")
            try schema.apply(to: database, in: folder, file: file)
            let history = SQLiteHistory(database: database)
            var cluster = ""
            try database.inTransaction(.immediate) {
                cluster = try history.meta("cluster") ?? runtime.uuid()
                try history.setMeta("cluster", cluster)
                var revision = try history.revision()
                for lease in try history.leases() {
                    revision = try history.deleteKeys(of: lease, after: revision).last?.revision ?? revision
                }
                return .commit
            }
            return (ClusterID(cluster), try history.revision(), try history.sweep())
        }
        try Self.openReaders(of: pool)
    }

    /// Opens all that is read with, so that reading does not depend on whether more files can be opened later.
    private static func openReaders(of pool: DatabasePool) throws {
        let (allAreOpen, allAreDone) = (DispatchGroup(), DispatchGroup())
        let failure = Mutex<(any Error)?>(nil)
        for group in [allAreOpen, allAreDone] {
            for _ in 0..<readers { group.enter() }
        }
        for _ in 0..<readers {
            pool.asyncRead { reader in
                defer { allAreDone.leave() }
                do {
                    _ = try SQLiteHistory(database: reader.get()).revision()
                } catch {
                    failure.withLock { $0 = error }
                }
                allAreOpen.leave()
                // Held until all are open: else one would do the work of all. Who has none holds up the others' opening.
                if case .success = reader { allAreOpen.wait() }
            }
        }
        allAreDone.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
