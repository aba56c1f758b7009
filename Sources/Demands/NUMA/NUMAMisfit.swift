/// Why a guest's cells find no place on a host.
package struct NUMAMisfit: Error, Codable, Hashable, Sendable, CustomStringConvertible {
    /// A sentence's end without names of hosts, for each of the host's cells that was tried.
    package let reasons: [String]

    package init(_ reasons: [String]) { self.reasons = reasons }

    package var description: String { reasons.joined(separator: "; ") }
}
