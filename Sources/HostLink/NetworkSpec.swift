package import Model
internal import Store

/// A network that a host shall offer to its machines: a bridge with DHCP and NAT, of the embedded network service.
package struct NetworkSpec: Record, Hashable {
    package enum Presence: String, Codable, Sendable { case present, absent }

    package struct Subnet: Codable, Hashable, Sendable {
        package var cidr: String
        package var gateway: String?
        package var nameservers: [String]
        package var hasDHCP: Bool

        package init(cidr: String, gateway: String?, nameservers: [String], hasDHCP: Bool) {
            self.cidr = cidr
            self.gateway = gateway
            self.nameservers = nameservers
            self.hasDHCP = hasDHCP
        }
    }

    package static let prefix = "hosts/"

    package static func includes(_ id: String) -> Bool { HostKeys.Kind(of: id) == .network }

    package var network: ID<Network>
    package var host: ID<Host>
    package var generation: Int
    package var presence: Presence
    /// The host's bridge, at most 15 characters: the kernel's limit for a link's name.
    package var bridge: String
    /// Bytes; nil for the kernel's default.
    package var mtu: Int?
    package var subnets: [Subnet]
    package var owner: ID<Project>?

    package init(
        network: ID<Network>, host: ID<Host>, generation: Int, presence: Presence, bridge: String, mtu: Int?,
        subnets: [Subnet], owner: ID<Project>?
    ) {
        self.network = network
        self.host = host
        self.generation = generation
        self.presence = presence
        self.bridge = bridge
        self.mtu = mtu
        self.subnets = subnets
        self.owner = owner
    }
}
