/// The identity of one cloud's store, made once when the store is.
package struct ClusterID: Hashable, Sendable, Codable {
    package let value: String

    package init(_ value: String) { self.value = value }
}

/// A lease of a store.
package struct LeaseID: Hashable, Sendable, Codable {
    package let value: Int64

    package init(_ value: Int64) { self.value = value }
}
