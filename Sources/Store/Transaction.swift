/// Compares and changes that happen together or not at all.
package struct Transaction: Sendable {
    /// What must hold for the transaction to commit.
    package enum Compare: Hashable, Sendable {
        /// The key was last put at that revision; `.none`: the key does not exist.
        case modified(String, Revision)
        /// The key exists and was made at that revision, whatever was put since.
        case created(String, Revision)
        case exists(String)
    }

    package enum Change: Hashable, Sendable {
        case put(String, [UInt8], lease: LeaseID?)
        case delete(String)

        package var key: String {
            switch self {
            case .put(let key, _, _), .delete(let key): key
            }
        }
    }

    /// Compares and changes together; etcd's `--max-txn-ops`.
    package static let maximumOperations = 128
    /// Keys and values together.
    package static let maximumBytes = 1 << 20

    package var compares: [Compare] = []
    /// No key may be changed twice.
    package var changes: [Change] = []

    package init(compares: [Compare] = [], changes: [Change] = []) {
        self.compares = compares
        self.changes = changes
    }

    package static func + (left: Self, right: Self) -> Self {
        Self(compares: left.compares + right.compares, changes: left.changes + right.changes)
    }
}

package enum CommitResult: Hashable, Sendable {
    case committed(Revision)
    /// A compare did not hold; nothing was changed.
    case conflict
}
