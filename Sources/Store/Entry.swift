/// A key with its value, as the store holds it.
package struct Entry: Hashable, Sendable {
    package let key: String
    package let value: [UInt8]
    /// When the key was made (again, after a deletion).
    package let created: Revision
    /// When it was last put.
    package let modified: Revision
    package let lease: LeaseID?

    package init(key: String, value: [UInt8], created: Revision, modified: Revision, lease: LeaseID? = nil) {
        self.key = key
        self.value = value
        self.created = created
        self.modified = modified
        self.lease = lease
    }
}

/// What was read, and the store's revision at that moment.
package struct Reading<Value: Sendable>: Sendable {
    package let value: Value
    package let revision: Revision

    package init(_ value: Value, at revision: Revision) {
        self.value = value
        self.revision = revision
    }
}
