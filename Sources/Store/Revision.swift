/// A point in the store's history; grows by one with each commit that changes something. The empty store is at 1.
package struct Revision: Hashable, Sendable, Comparable, Codable {
    package let value: Int64

    package init(_ value: Int64) { self.value = value }

    /// "The key does not exist" in a compare.
    package static let none = Self(0)

    package var next: Self { Self(value + 1) }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
