package import Model

/// The records of one kind, read from and written to a store.
///
/// The static functions make transactions, which are joined with `+` and committed together; what was read is
/// changed only if it is still as it was read.
package struct Collection<Value: Record>: Sendable {
    /// How often `modify` reads and tries again when others change the same record.
    package static var maximumAttempts: Int { 32 }

    private let store: any Store

    package init(_ store: any Store) { self.store = store }

    /// The record; nil where there is none, and where the scope does not permit it.
    ///
    /// - Throws: `StoreError.unreadable` for a record that this program cannot decode; otherwise as `Store.get`.
    package func get(_ id: String, in scope: Scope = .all) async throws(StoreError) -> Stored<Value>? {
        guard let entry = try await store.get(Value.prefix + id) else { return nil }
        let stored = try Stored<Value>(entry)
        return scope.permits(stored.value.owner) ? stored : nil
    }

    /// All records whose keys, without the prefix of the kind, begin with `under`; in the order of their keys.
    ///
    /// - Throws: as `get`.
    package func list(under: String = "", in scope: Scope = .all) async throws(StoreError) -> [Stored<Value>] {
        var found: [Stored<Value>] = []
        for entry in try await store.list(Value.prefix + under).value {
            guard Value.includes(Value.id(ofKey: entry.key)) else { continue }
            let stored = try Stored<Value>(entry)
            if scope.permits(stored.value.owner) { found.append(stored) }
        }
        return found
    }

    /// The same, some at a time.
    package func pages(under: String = "") -> RecordPages<Value> { RecordPages(store, under: under) }

    /// Reads the record, changes it and puts it back, again for as long as others get in between.
    ///
    /// - Returns: the record as it is then; nil where there is none, or the scope does not permit it. A change that
    ///   leaves the record as it was commits nothing.
    /// - Throws: what `change` throws; `StoreError.unavailable` after `maximumAttempts`; otherwise as `get` and
    ///   `Store.commit`.
    package func modify(
        _ id: String,
        in scope: Scope = .all,
        _ change: (inout Value) throws -> Void
    ) async throws -> Stored<Value>? {
        for _ in 0..<Self.maximumAttempts {
            guard let stored = try await get(id, in: scope) else { return nil }
            var value = stored.value
            try change(&value)
            if value == stored.value { return stored }
            switch try await store.commit(Self.update(stored, to: value)) {
            case .committed(let revision):
                return Stored(
                    key: id,
                    value: value,
                    created: stored.created,
                    revision: revision,
                    lease: stored.lease
                )
            case .conflict:
                continue
            }
        }
        throw StoreError.unavailable(
            "record '\(Value.prefix)\(id)' was changed by others \(Self.maximumAttempts) times in a row"
        )
    }
}
