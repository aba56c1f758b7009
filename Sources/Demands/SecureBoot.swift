/// Whether the firmware checks signatures before it boots.
package enum SecureBoot: String, Codable, Hashable, Sendable, CaseIterable {
    case required, optional, disabled
}
