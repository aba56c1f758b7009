extension Collection {
    /// Makes the record; conflicts where the key exists.
    ///
    /// - Throws: `StoreError.unreadable` for a value that cannot be encoded.
    package static func insertion(
        _ id: String,
        _ value: Value,
        lease: LeaseID? = nil
    ) throws(StoreError) -> Transaction {
        let key = Value.prefix + id
        return Transaction(
            compares: [.modified(key, .none)],
            changes: [.put(key, try RecordCodec.encode(value, key: key), lease: lease)]
        )
    }

    /// Puts the record anew, under the lease that it has; conflicts when it is no longer what was read.
    ///
    /// - Throws: `StoreError.unreadable` for a record of a later schema than this program's, which is never rewritten
    ///   by it, and for a value that cannot be encoded.
    package static func update(_ stored: Stored<Value>, to value: Value) throws(StoreError) -> Transaction {
        let key = Value.prefix + stored.key
        if stored.schema > Value.schema {
            throw .unreadable(
                key: key,
                reason: "its schema is \(stored.schema), and this program, which knows \(Value.schema), "
                    + "does not rewrite it: run the newer program"
            )
        }
        return Transaction(
            compares: [.modified(key, stored.revision)],
            changes: [.put(key, try RecordCodec.encode(value, key: key), lease: stored.lease)]
        )
    }

    /// Puts the record, whatever is there; for records that have one writer only.
    ///
    /// - Throws: `StoreError.unreadable` for a value that cannot be encoded.
    package static func overwrite(
        _ id: String,
        _ value: Value,
        lease: LeaseID? = nil
    ) throws(StoreError) -> Transaction {
        let key = Value.prefix + id
        return Transaction(changes: [.put(key, try RecordCodec.encode(value, key: key), lease: lease)])
    }

    /// Deletes the record; conflicts when it is no longer what was read.
    package static func removal(_ stored: Stored<Value>) -> Transaction {
        let key = Value.prefix + stored.key
        return Transaction(compares: [.modified(key, stored.revision)], changes: [.delete(key)])
    }

    /// Changes nothing; conflicts when the record is no longer what was read.
    package static func unchanged(_ stored: Stored<Value>) -> Transaction {
        Transaction(compares: [.modified(Value.prefix + stored.key, stored.revision)])
    }
}
