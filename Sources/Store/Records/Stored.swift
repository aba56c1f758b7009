/// A record as the store holds it. It never changes, so that all who have it have the same one: a list of a thousand is a
/// thousand references, and a record that several keep is in memory once.
package final class Stored<Value: Record>: Sendable, Equatable {
    /// The record's key without the prefix of its kind.
    package let key: String
    package let value: Value
    /// When the record was made.
    package let created: Revision
    /// When it was last put.
    package let revision: Revision
    /// With whose end it is deleted.
    package let lease: LeaseID?
    /// The version of the form in which it lies in the store.
    package let schema: Int

    package init(
        key: String,
        value: Value,
        created: Revision,
        revision: Revision,
        lease: LeaseID? = nil,
        schema: Int = Value.schema
    ) {
        self.key = key
        self.value = value
        self.created = created
        self.revision = revision
        self.lease = lease
        self.schema = schema
    }

    /// - Throws: `StoreError.unreadable` for what this program cannot decode.
    package convenience init(_ entry: Entry) throws(StoreError) {
        let (value, schema) = try RecordCodec.decode(Value.self, from: entry)
        self.init(
            // Most records hold their key as their id too.
            key: RecordPool.shared.string(Value.id(ofKey: entry.key)),
            value: value,
            created: entry.created,
            revision: entry.modified,
            lease: entry.lease,
            schema: schema
        )
    }

    package static func == (left: Stored, right: Stored) -> Bool {
        left === right
            || (left.key == right.key && left.value == right.value && left.created == right.created
                && left.revision == right.revision && left.lease == right.lease && left.schema == right.schema)
    }
}
