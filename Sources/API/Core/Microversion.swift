/// A version of the Compute API: `2.N`.
///
/// Source: Compute API reference, "REST API Version History".
package struct Microversion: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let minor: Int

    package init(_ minor: Int) { self.minor = minor }

    package static let minimum = Self(1)
    /// The newest version that is honoured everywhere; clients negotiate up to it by themselves.
    package static let maximum = Self(79)

    package var description: String { "2.\(minor)" }

    package static func < (left: Self, right: Self) -> Bool { left.minor < right.minor }

    /// Reads `2.N`; nil for any other text.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "2", parts[1].allSatisfy(\.isNumber), let minor = Int(parts[1]) else {
            return nil
        }
        self.minor = minor
    }
}
