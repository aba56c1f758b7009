import GRDBSQLite

/// Somebody who reads a database for long, as a backup does.
final class LongReader {
    private var connection: OpaquePointer?

    init(_ file: String) throws {
        guard sqlite3_open_v2(file, &connection, SQLITE_OPEN_READONLY, nil) == SQLITE_OK,
            sqlite3_exec(connection, "BEGIN; SELECT count(*) FROM versions", nil, nil, nil) == SQLITE_OK
        else { throw Unexpected(what: "the database cannot be read") }
    }

    deinit { sqlite3_close(connection) }

    func end() throws {
        guard sqlite3_exec(connection, "COMMIT", nil, nil, nil) == SQLITE_OK else {
            throw Unexpected(what: "the reading cannot be ended")
        }
    }
}
