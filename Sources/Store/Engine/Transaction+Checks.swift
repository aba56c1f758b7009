extension Transaction {
    /// Keys and values together, as `maximumBytes` counts them.
    var bytes: Int {
        let compared = compares.reduce(0) { $0 + $1.key.utf8.count }
        return changes.reduce(compared) { sum, change in
            switch change {
            case .put(let key, let value, _): sum + key.utf8.count + value.count
            case .delete(let key): sum + key.utf8.count
            }
        }
    }

    /// What every engine refuses before it looks at a key.
    func check() throws(StoreError) {
        let operations = compares.count + changes.count
        let bytes = bytes
        if operations > Self.maximumOperations || bytes > Self.maximumBytes {
            throw .tooLarge(operations: operations, bytes: bytes)
        }
        var changed: Set<KeyBytes> = []
        for change in changes where !changed.insert(KeyBytes(change.key)).inserted {
            throw .keyChangedTwice(change.key)
        }
    }

    var leases: [LeaseID] {
        changes.compactMap { change in
            if case .put(_, _, let lease) = change { lease } else { nil }
        }
    }
}

extension Transaction.Compare {
    var key: String {
        switch self {
        case .modified(let key, _), .created(let key, _), .exists(let key): key
        }
    }

    /// - Parameter current: when the key was made and last put; nil where it does not exist.
    func holds(_ current: (created: Revision, modified: Revision)?) -> Bool {
        switch self {
        case .modified(_, let revision): (current?.modified ?? .none) == revision
        case .created(_, let revision): current?.created == revision
        case .exists: current != nil
        }
    }
}
