internal import Hypervisor
internal import Model

/// A subnet with an address of the host's own.
struct ServedSubnet {
    let isIPv4: Bool
    let hasDHCP: Bool
    private let subnet: HostNetwork.Subnet
    private let gateway: String
    private let prefix: Int
    private let ipv4: IPv4Subnet?

    /// Nil for a subnet without a gateway: the host has no place in it, its guests keep to themselves.
    ///
    /// - Throws: `HypervisorError.refused` for addresses that are none, and for DHCP without a gateway.
    init?(_ subnet: HostNetwork.Subnet, of network: ID<Network>) throws(HypervisorError) {
        let parts = subnet.cidr.split(separator: "/")
        isIPv4 = !subnet.cidr.contains(":")
        ipv4 = IPv4Subnet(subnet.cidr)
        guard parts.count == 2, let prefix = Int(parts[1]), (0...(isIPv4 ? 32 : 128)).contains(prefix),
            !isIPv4 || ipv4 != nil
        else { throw .refused("network \(network): '\(subnet.cidr)' is no subnet in CIDR form") }
        guard let gateway = subnet.gateway else {
            guard !subnet.hasDHCP else {
                throw .refused(
                    "network \(network): subnet \(subnet.cidr) has DHCP and no gateway, whose address DHCP answers at")
            }
            return nil
        }
        if let ipv4, IPv4Address(gateway).map(ipv4.contains) != true {
            throw .refused("network \(network): the gateway '\(gateway)' is not in \(subnet.cidr)")
        }
        for server in subnet.nameservers where isIPv4 && IPv4Address(server) == nil {
            throw .refused("network \(network): the nameserver '\(server)' is no IPv4 address")
        }
        hasDHCP = subnet.hasDHCP && isIPv4
        self.subnet = subnet
        self.gateway = gateway
        self.prefix = prefix
    }

    var element: String {
        let family = isIPv4 ? "" : "family='ipv6' "
        return "<ip \(family)address='\(XMLText.escaped(gateway))' prefix='\(prefix)'/>"
    }

    /// Guests without nameservers of their own ask the host's dnsmasq, which is what it tells them by itself.
    func options(tag: String) -> [String] {
        guard let ipv4 else { return [] }
        var options = [
            "dhcp-range=set:\(tag),\(ipv4.network),static,\(ipv4.mask)",
            "dhcp-option=tag:\(tag),option:router,\(gateway)",
        ]
        if !subnet.nameservers.isEmpty {
            options.append(
                "dhcp-option=tag:\(tag),option:dns-server,\(subnet.nameservers.joined(separator: ","))")
        }
        return options
    }
}
