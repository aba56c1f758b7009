/// What operators decided about a host's compute service.
///
/// Source: Compute API reference, section "Compute services (os-services)".
package struct HostService: Codable, Hashable, Sendable {
    package var host: ID<Host>
    /// The service's id in the API.
    package var id: String
    package var isDisabled: Bool
    package var disabledReason: String?
    package var isForcedDown: Bool
    package var updatedAt: Timestamp

    package init(
        host: ID<Host>, id: String, isDisabled: Bool = false, disabledReason: String? = nil,
        isForcedDown: Bool = false, updatedAt: Timestamp
    ) {
        self.host = host
        self.id = id
        self.isDisabled = isDisabled
        self.disabledReason = disabledReason
        self.isForcedDown = isForcedDown
        self.updatedAt = updatedAt
    }
}
