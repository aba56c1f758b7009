/// Why the store did not do what was asked.
package enum StoreError: Error, Hashable, CustomStringConvertible {
    /// History before that revision is gone.
    case compacted(Revision)
    case tooLarge(operations: Int, bytes: Int)
    case keyChangedTwice(String)
    case noLease(LeaseID)
    /// The engine cannot answer now: a full disk, a lost connection. Worth trying again.
    case unavailable(String)
    /// A record of a later schema, or one that cannot be read.
    case unreadable(key: String, reason: String)
    case closed

    package var description: String {
        switch self {
        case .compacted(let revision): "history before revision \(revision.value) is compacted"
        case .tooLarge(let operations, let bytes):
            "a transaction of \(operations) operations and \(bytes) bytes is over the limit of "
                + "\(Transaction.maximumOperations) operations and \(Transaction.maximumBytes) bytes"
        case .keyChangedTwice(let key): "a transaction changes key '\(key)' twice"
        case .noLease(let lease): "lease \(lease.value) has expired"
        case .unavailable(let reason): "the store is unavailable: \(reason)"
        case .unreadable(let key, let reason): "record '\(key)' cannot be read: \(reason)"
        case .closed: "the store is closed"
        }
    }
}

extension StoreError {
    /// For a read at a revision that the store has yet to reach.
    static func notReached(_ revision: Revision, now: Revision) -> Self {
        .unavailable("revision \(revision.value) is not reached yet; the store is at \(now.value)")
    }
}
