package import Model

/// A subnet of an embedded network; it lies in the network's record.
///
/// Source: Networking API v2.0 reference, section "Subnets".
package struct SubnetRecord: Codable, Hashable, Sendable {
    package let id: ID<Subnet>
    package var name: String
    package var description: String
    package let cidr: IPv4Block
    package var gateway: IPv4Address?
    package var hasDHCP: Bool
    package var nameservers: [String]
    package var pools: [AddressPool]
    package var routes: [FixedAddress.Route]
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    /// How often it was changed.
    package var changes = 0

    /// The address for a guest, with what it must know of the subnet.
    func fixed(_ address: IPv4Address) -> FixedAddress {
        FixedAddress(
            subnet: id,
            address: address.description,
            version: .ipv4,
            cidr: cidr.description,
            gateway: gateway?.description,
            nameservers: nameservers,
            routes: routes,
            dhcpServer: hasDHCP ? gateway?.description : nil
        )
    }

    /// How many addresses its pools hold.
    var capacity: Int { pools.map(\.count).reduce(0, +) }
}
