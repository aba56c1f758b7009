/// An address of a port, with what a guest must know of its subnet.
package struct FixedAddress: Codable, Hashable, Sendable {
    package enum Version: Int, Codable, Sendable { case ipv4 = 4, ipv6 = 6 }

    package var subnet: ID<Subnet>
    package var address: String
    package var version: Version
    /// The subnet in CIDR form.
    package var cidr: String
    package var gateway: String?
    package var nameservers: [String]
    package var routes: [Route]
    /// Where DHCP is answered; nil where the subnet has none.
    package var dhcpServer: String?

    package struct Route: Codable, Hashable, Sendable {
        package var destination: String
        package var nextHop: String

        package init(destination: String, nextHop: String) {
            self.destination = destination
            self.nextHop = nextHop
        }
    }

    package init(
        subnet: ID<Subnet>, address: String, version: Version, cidr: String, gateway: String?,
        nameservers: [String] = [], routes: [Route] = [], dhcpServer: String? = nil
    ) {
        self.subnet = subnet
        self.address = address
        self.version = version
        self.cidr = cidr
        self.gateway = gateway
        self.nameservers = nameservers
        self.routes = routes
        self.dhcpServer = dhcpServer
    }
}
