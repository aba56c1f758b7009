internal import GRDB
internal import Glibc

/// The tables of a database, as the steps that led to them; `user_version` counts the steps done.
struct SQLiteSchema: Sendable {
    /// Each is done once, in one transaction with the others; what is released is never edited, only added to.
    let steps: [@Sendable (Database) throws -> Void]

    static let current = Self(steps: [
        { database in
            try database.execute(
                sql: """
                    CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value NOT NULL) WITHOUT ROWID;

                    -- Each version of each key: id = revision * 128 + the change's place in its commit; a value of NULL
                    -- is a deletion.
                    CREATE TABLE versions (
                        id INTEGER PRIMARY KEY,
                        key TEXT NOT NULL,
                        created INTEGER NOT NULL,
                        lease INTEGER,
                        value BLOB
                    );
                    CREATE INDEX versions_by_key ON versions (key);
                    CREATE INDEX versions_by_lease ON versions (lease) WHERE lease IS NOT NULL;
                    """
            )
        }
    ])

    /// Makes the tables of an empty database, or brings those of an older schema up to this one; then a copy of the
    /// database as it was is kept beside it, named for its schema.
    func apply(to database: Database, in folder: StateFolder, file: String) throws {
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if found > steps.count {
            throw StoreOpeningError.newerSchema(file: file, found: found, known: steps.count)
        }
        if found == steps.count { return }
        if found > 0 {
            let copy = "\(file).schema-\(found)"
            unlink(copy)
            _ = try folder.file(String(copy.dropFirst(folder.path.count + 1)))
            try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
        } else if try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") != 0 {
            throw StoreOpeningError.notAStore(file: file)
        }
        try database.inTransaction(.exclusive) {
            for step in steps[found...] { try step(database) }
            try database.execute(sql: "PRAGMA user_version = \(steps.count)")
            return .commit
        }
    }
}
