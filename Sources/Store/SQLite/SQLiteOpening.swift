internal import GRDB
internal import Runtime

/// A database made ready: its tables up to date, and nothing of an earlier process's leases left.
struct SQLiteOpening {
    let pool: DatabasePool
    let cluster: ClusterID
    let revision: Revision
    let sweep: SQLiteHistory.Sweep

    init(_ file: String, _ folder: StateFolder, _ schema: SQLiteSchema, _ runtime: any Runtime) throws {
        var configuration = Configuration()
        configuration.label = "vireo.store"
        configuration.maximumReaderCount = 3
        configuration.busyMode = .timeout(5)
        pool = try DatabasePool(path: file, configuration: configuration)
        (cluster, revision, sweep) = try pool.writeWithoutTransaction { database in
            // The pool has set NORMAL, with which the last commits may be lost when the machine dies.
            try database.execute(sql: "PRAGMA synchronous = FULL")
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
    }
}
