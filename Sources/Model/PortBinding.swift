/// How a host connects a guest's interface: Neutron's `binding:vif_type` and `binding:vif_details`.
package struct PortBinding: Codable, Hashable, Sendable {
    /// `bridge`, `ovs`, `vhostuser`, `hw_veb`, …
    package var vifType: String
    /// `normal`, `direct`, `macvtap`, …
    package var vnicType: String
    /// The host's bridge, where the type has one.
    package var bridge: String?
    /// `vif_details` as text, `binding:profile` beside it.
    package var details: [String: String]
    package var profile: [String: String]

    /// The detail that marks a port of the embedded network service.
    package static let hostServesDetail = "host_serves"

    /// The member of `binding:profile` by which an administrator chooses the card that a guest sees of one port.
    package static let nicModelKey = "vif_model"

    /// Whether the host itself offers the network and answers DHCP on it.
    package var isServedByHost: Bool { details[Self.hostServesDetail] == "true" }

    package init(
        vifType: String, vnicType: String = "normal", bridge: String? = nil, details: [String: String] = [:],
        profile: [String: String] = [:]
    ) {
        self.vifType = vifType
        self.vnicType = vnicType
        self.bridge = bridge
        self.details = details
        self.profile = profile
    }
}
