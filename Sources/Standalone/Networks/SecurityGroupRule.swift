package import Model

/// A rule of a security group, as its maker wrote it.
///
/// Source: Networking API v2.0 reference, section "Security group rules".
package struct SecurityGroupRule: Codable, Hashable, Sendable {
    package enum Direction: String, Codable, Sendable, CaseIterable { case ingress, egress }
    package enum EtherType: String, Codable, Sendable, CaseIterable {
        case ipv4 = "IPv4"
        case ipv6 = "IPv6"
    }

    package let id: ID<SecurityGroupRule>
    package var direction: Direction
    package var etherType: EtherType
    package var portMinimum: Int?
    package var portMaximum: Int?
    package var networkProtocol: String?
    package var remoteGroup: ID<SecurityGroupRecord>?
    package var remotePrefix: String?
    package var description: String
    package let createdAt: Timestamp

    package init(
        id: ID<SecurityGroupRule>,
        direction: Direction,
        etherType: EtherType,
        portMinimum: Int? = nil,
        portMaximum: Int? = nil,
        networkProtocol: String? = nil,
        remoteGroup: ID<SecurityGroupRecord>? = nil,
        remotePrefix: String? = nil,
        description: String = "",
        createdAt: Timestamp
    ) {
        self.id = id
        self.direction = direction
        self.etherType = etherType
        self.portMinimum = portMinimum
        self.portMaximum = portMaximum
        self.networkProtocol = networkProtocol
        self.remoteGroup = remoteGroup
        self.remotePrefix = remotePrefix
        self.description = description
        self.createdAt = createdAt
    }
}
