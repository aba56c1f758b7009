internal import Foundation
internal import GRDB

/// What the database says of keys and their versions, within one read or write of it.
struct SQLiteHistory {
    /// How many places a commit has in the ids of versions.
    static let places: Int64 = 128

    let database: Database

    /// The present revision.
    func revision() throws -> Revision {
        Revision(max(1, (try number("SELECT max(id) FROM versions", []) ?? 0) / Self.places))
    }

    /// The first revision that can be read.
    func floor() throws -> Revision { Revision(try meta("floor") ?? 1) }

    /// Checks that a revision can be read; nil is the present one.
    func readable(_ wanted: Revision?) throws -> Revision {
        let revision = try revision()
        guard let wanted else { return revision }
        let floor = try floor()
        if wanted < floor { throw StoreError.compacted(floor) }
        if wanted > revision { throw StoreError.notReached(wanted, now: revision) }
        return wanted
    }

    /// When the key was made and last put; nil where it does not exist.
    func times(of key: String) throws -> (created: Revision, modified: Revision)? {
        let statement = try database.cachedStatement(
            sql: "SELECT id, created, value IS NULL FROM versions WHERE key = ? ORDER BY id DESC LIMIT 1"
        )
        statement.setUncheckedArguments([key.keyText])
        guard let row = try Row.fetchOne(statement), !(row[2] as Bool) else { return nil }
        return (Revision(row[1]), Self.revision(ofID: row[0]))
    }

    func entry(_ key: String, at revision: Revision) throws -> Entry? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, key, created, lease, value FROM versions
                WHERE key = ? AND id < ? ORDER BY id DESC LIMIT 1
                """
        )
        statement.setUncheckedArguments([key.keyText, Self.firstID(after: revision)])
        return try Row.fetchOne(statement).flatMap { try Self.entry($0) }
    }

    func entries(_ prefix: String, at revision: Revision, after: String?, limit: Int?) throws -> [Entry] {
        let isPage = after.map { !$0.isBefore(prefix) } ?? false
        let first = (isPage ? after : prefix)?.keyText
        let past = prefix.keyText.pastPrefix
        // The index on the key is in the order of (key, id), so that each version's successor is one step away.
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, key, created, lease, value FROM versions AS this
                WHERE key \(isPage ? ">" : ">=") ?1 AND \(past == nil ? "?2 IS NULL" : "key < ?2")
                AND id < ?3 AND value IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM versions WHERE key = this.key AND id > this.id AND id < ?3)
                ORDER BY key LIMIT ?4
                """
        )
        let arguments: [(any DatabaseValueConvertible)?] = [first, past, Self.firstID(after: revision), limit ?? -1]
        statement.setUncheckedArguments(StatementArguments(arguments))
        let rows = try Row.fetchCursor(statement)
        var found: [Entry] = []
        while let row = try rows.next() {
            if let entry = try Self.entry(row) { found.append(entry) }
        }
        return found
    }

    func keys(of lease: LeaseID) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT key FROM versions AS this WHERE lease = ?
                AND NOT EXISTS (SELECT 1 FROM versions WHERE key = this.key AND id > this.id) ORDER BY key
                """,
            arguments: [lease.value]
        )
        .map { String(keyText: $0) }
    }

    /// The leases that keys lie under.
    func leases() throws -> [LeaseID] {
        try Int64.fetchAll(database, sql: "SELECT DISTINCT lease FROM versions WHERE lease IS NOT NULL")
            .map { LeaseID($0) }
    }

    /// As `WatchHistory.batches`, but for at most about that many events.
    func batches(
        _ prefix: String,
        from first: Revision,
        through last: Revision,
        limit: Int = 1024
    ) throws -> (batches: [WatchBatch], through: Revision) {
        let floor = try floor()
        if first < floor { throw StoreError.compacted(floor) }
        // `+key` keeps SQLite from taking the index on the key, which is not in the order wanted.
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, key, created, lease, value FROM versions
                WHERE id >= ?1 AND id < ?2 AND +key >= ?3 AND (?4 IS NULL OR +key < ?4) ORDER BY id LIMIT ?5
                """
        )
        let arguments: [(any DatabaseValueConvertible)?] = [
            first.value * Self.places, Self.firstID(after: last), prefix.keyText, prefix.keyText.pastPrefix, limit,
        ]
        statement.setUncheckedArguments(StatementArguments(arguments))
        let rows = try Row.fetchCursor(statement)
        var batches: [WatchBatch] = []
        var events: [WatchEvent] = []
        var revision = first
        var count = 0
        while let row = try rows.next() {
            let next = Self.revision(ofID: row[0])
            if next != revision, !events.isEmpty {
                batches.append(WatchBatch(revision: revision, events: events))
                events = []
            }
            revision = next
            count += 1
            events.append(try Self.entry(row).map { .put($0) } ?? .delete(String(keyText: row[1])))
        }
        // A full answer may have cut its last revision, which is read again.
        if count == limit, let whole = batches.last { return (batches, whole.revision) }
        if !events.isEmpty { batches.append(WatchBatch(revision: revision, events: events)) }
        return (batches, last)
    }

    func number(_ sql: String, _ arguments: StatementArguments) throws -> Int64? {
        let statement = try database.cachedStatement(sql: sql)
        statement.setUncheckedArguments(arguments)
        return try Int64.fetchOne(statement)
    }

    func meta<Value: DatabaseValueConvertible>(_ name: String) throws -> Value? {
        try Value.fetchOne(database, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name])
    }

    static func revision(ofID id: Int64) -> Revision { Revision(id / places) }

    static func firstID(after revision: Revision) -> Int64 { revision.next.value * places }

    /// - Returns: nil for a deletion.
    private static func entry(_ row: Row) throws -> Entry? {
        let value = try row.withUnsafeData(atIndex: 4) { $0.map { Array($0) } }
        guard let value else { return nil }
        return Entry(
            key: String(keyText: row[1]),
            value: value,
            created: Revision(row[2]),
            modified: revision(ofID: row[0]),
            lease: (row[3] as Int64?).map { LeaseID($0) }
        )
    }
}
