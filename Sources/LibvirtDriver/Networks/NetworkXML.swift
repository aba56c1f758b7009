internal import Hypervisor

/// The definition of a host network for libvirt.
///
/// libvirt can add a reserved host to a network that is up, but takes all of the network's firewall rules away and puts
/// them back for each one: dozens of processes, during which guests are cut off. So the definition has no `<dhcp>`;
/// dnsmasq is told what to serve by options, and reads reserved hosts from a folder that it watches.
///
/// Source: libvirt's "Network XML format"; dnsmasq(8), `--dhcp-range` ("static"), `--dhcp-hostsdir`.
struct NetworkXML {
    private static let namespace = "urn:vireo:network:1"
    /// Grows when the same network is to be defined in another way, so that hosts take it over.
    private static let form = 1

    private let network: HostNetwork
    private let subnets: [ServedSubnet]
    private let table: DHCPTable

    /// - Throws: `HypervisorError.refused` for a network that the host cannot offer.
    init(_ network: HostNetwork, table: DHCPTable) throws(HypervisorError) {
        self.network = network
        self.table = table
        var subnets: [ServedSubnet] = []
        for subnet in network.subnets {
            if let served = try ServedSubnet(subnet, of: network.id) { subnets.append(served) }
        }
        self.subnets = subnets
    }

    var text: String {
        """
        <network xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0'>
          <name>vireo-\(network.id)</name>
          <uuid>\(network.id)</uuid>
          <metadata>
            <vireo:network xmlns:vireo='\(Self.namespace)' shape='\(XMLText.escaped(shape))'/>
          </metadata>
          \(forward)
          <bridge name='\(XMLText.escaped(network.bridge))' stp='off' delay='0'/>
        \(lines(network.mtu.map { ["<mtu size='\($0)'/>"] } ?? []))\
        \(lines(subnets.map(\.element)))\
          <dnsmasq:options>
        \(lines(options.map { "  <dnsmasq:option value='\(XMLText.escaped($0))'/>" }))\
          </dnsmasq:options>
        </network>
        """
    }

    private func lines(_ lines: [String]) -> String { lines.map { "  \($0)\n" }.joined() }

    private var forward: String {
        subnets.contains { !$0.isIPv4 } ? "<forward mode='nat'><nat ipv6='yes'/></forward>" : "<forward mode='nat'/>"
    }

    private var options: [String] {
        let served = subnets.enumerated().filter { $0.element.hasDHCP }
        guard !served.isEmpty else { return [] }
        return ["dhcp-authoritative", "dhcp-no-override", "dhcp-hostsdir=\(table.path)"]
            + served.flatMap { $0.element.options(tag: "subnet\($0.offset)") }
    }

    // MARK: Reading back

    /// All that the definition depends on, in one line: two networks of one shape need no change. It lies in the
    /// definition's metadata.
    var shape: String {
        let subnets = network.subnets.map { subnet in
            [
                subnet.cidr, subnet.gateway ?? "-", subnet.hasDHCP ? "dhcp" : "-",
                subnet.nameservers.joined(separator: ","),
            ]
            .joined(separator: " ")
        }
        return (["\(Self.form)", network.bridge, network.mtu.map(String.init) ?? "-"] + subnets).joined(separator: "; ")
    }

    /// The shape that stands in a definition; nil for one that is not ours.
    static func shape(of definition: String?) -> String? {
        definition.flatMap { XMLText.elements("vireo:network", in: $0).first }
            .flatMap { XMLText.attribute("shape", of: $0) }
    }

    /// The host's own IPv4 address on a network.
    static func ownAddress(of definition: String) -> String? {
        XMLText.elements("ip", in: definition).lazy.compactMap { XMLText.attribute("address", of: $0) }
            .first { IPv4Address($0) != nil }
    }

    /// The host's own addresses on a network, with their prefixes.
    static func subnets(of definition: String) -> [IPv4Subnet] {
        XMLText.elements("ip", in: definition).compactMap { element in
            guard let address = XMLText.attribute("address", of: element),
                let prefix = XMLText.attribute("prefix", of: element)
            else { return nil }
            return IPv4Subnet("\(address)/\(prefix)")
        }
    }
}
