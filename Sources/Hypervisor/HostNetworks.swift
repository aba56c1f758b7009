package import Model

/// The host's own networks: bridges with DHCP and NAT for the embedded network service.
///
/// Every call is find-or-make (or unmake), and safe to repeat.
package protocol HostNetworks: Sendable {
    /// Makes the network so and starts it.
    func ensure(_ network: HostNetwork) async throws(HypervisorError)

    /// Starts anew what has died of a network that was made.
    ///
    /// - Returns: whether anything had.
    func revive(_ network: HostNetwork) async throws(HypervisorError) -> Bool

    /// Takes the network away; does nothing where there is none.
    func remove(_ network: ID<Network>) async throws(HypervisorError)

    /// Makes DHCP answer this MAC with this address, and no other.
    func reserve(_ reservation: DHCPReservation, on network: ID<Network>) async throws(HypervisorError)

    /// Forgets the reservation of that MAC; does nothing where there is none.
    func release(mac: String, on network: ID<Network>) async throws(HypervisorError)
}

/// A bridge of the host with what is answered on it.
package struct HostNetwork: Hashable, Sendable {
    package struct Subnet: Hashable, Sendable {
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

    package var id: ID<Network>
    package var bridge: String
    package var mtu: Int?
    package var subnets: [Subnet]

    package init(id: ID<Network>, bridge: String, mtu: Int?, subnets: [Subnet]) {
        self.id = id
        self.bridge = bridge
        self.mtu = mtu
        self.subnets = subnets
    }
}

/// One line of a network's DHCP table.
package struct DHCPReservation: Hashable, Sendable {
    package var mac: String
    package var address: String
    package var hostname: String?

    package init(mac: String, address: String, hostname: String?) {
        self.mac = mac
        self.address = address
        self.hostname = hostname
    }
}
