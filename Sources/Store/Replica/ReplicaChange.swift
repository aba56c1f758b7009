/// What happened to one record of a replica.
package enum ReplicaChange<Value: Record>: Sendable, Equatable {
    case put(Stored<Value>, was: Stored<Value>?)
    /// With what the record was last.
    case removed(Stored<Value>)

    package var key: String {
        switch self {
        case .put(let stored, _), .removed(let stored): stored.key
        }
    }
}
