internal import Foundation
internal import GRDB

extension SQLiteHistory {
    /// Applies a transaction, or nothing of it.
    ///
    /// - Parameter revision: the present one.
    /// - Returns: the commit; nil when a compare does not hold. A commit that changes nothing has the present revision.
    func commit(_ transaction: Transaction, at revision: Revision) throws -> WatchBatch? {
        for compare in transaction.compares where !compare.holds(try times(of: compare.key)) { return nil }
        let next = revision.next
        var events: [WatchEvent] = []
        for change in transaction.changes {
            let id = next.value * Self.places + Int64(events.count)
            if let event = try apply(change, id, next) { events.append(event) }
        }
        return events.isEmpty ? WatchBatch(revision: revision, events: []) : WatchBatch(revision: next, events: events)
    }

    /// Deletes the keys of a lease, in as many commits as it needs.
    ///
    /// - Parameter revision: the present one; nothing is done at one before.
    func deleteKeys(of lease: LeaseID, after revision: Revision) throws -> [WatchBatch] {
        var commits: [WatchBatch] = []
        let keys = try keys(of: lease)
        for start in stride(from: 0, to: keys.count, by: Transaction.maximumOperations) {
            let part = keys[start...].prefix(Transaction.maximumOperations)
            let present = commits.last?.revision ?? revision
            if let commit = try commit(Transaction(changes: part.map { .delete($0) }), at: present) {
                commits.append(commit)
            }
        }
        return commits
    }

    func setMeta(_ name: String, _ value: any DatabaseValueConvertible) throws {
        try database.execute(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)", arguments: [name, value])
    }

    /// - Returns: nil for the deletion of what is not there.
    private func apply(_ change: Transaction.Change, _ id: Int64, _ next: Revision) throws -> WatchEvent? {
        let current = try times(of: change.key)
        switch change {
        case .put(let key, let value, let lease):
            let created = current?.created ?? next
            try insert(id, key, created, lease, Data(value))
            return .put(Entry(key: key, value: value, created: created, modified: next, lease: lease))
        case .delete(let key):
            guard let current else { return nil }
            try insert(id, key, current.created, nil, nil)
            return .delete(key)
        }
    }

    private func insert(_ id: Int64, _ key: String, _ created: Revision, _ lease: LeaseID?, _ value: Data?) throws {
        let statement = try database.cachedStatement(sql: "INSERT INTO versions VALUES (?, ?, ?, ?, ?)")
        let arguments: [(any DatabaseValueConvertible)?] = [id, key.keyText, created.value, lease?.value, value]
        statement.setUncheckedArguments(StatementArguments(arguments))
        try statement.execute()
    }
}
