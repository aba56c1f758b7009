internal import JSON
internal import Model

/// `network_data.json`: how the guest's links, addresses and name servers are to be set up.
///
/// Of each port the first subnet of each IP version is shown, as Nova does.
/// Source: Nova's `doc/api_schemas/network_data.json`.
struct NetworkData {
    private let ports: [Port]

    init(_ ports: [Port]) {
        self.ports = ports.filter { !$0.addresses.isEmpty }
    }

    var json: JSONValue {
        var networks: [JSONValue] = []
        var services: [JSONValue] = []
        for port in ports {
            for version in [FixedAddress.Version.ipv4, .ipv6] {
                guard let address = port.addresses.first(where: { $0.version == version }) else { continue }
                networks.append(network("network\(networks.count)", address, of: port))
                for server in address.nameservers {
                    let service: JSONValue = ["type": "dns", "address": .string(server)]
                    if !services.contains(service) { services.append(service) }
                }
            }
        }
        return ["links": .array(ports.map(link)), "networks": .array(networks), "services": .array(services)]
    }

    private func link(_ port: Port) -> JSONValue {
        [
            "id": .string(port.deviceName), "vif_id": .string(port.id.value), "type": .string(linkType(port)),
            "mtu": port.network.mtu.map { JSONValue($0) } ?? .null, "ethernet_mac_address": .string(port.mac),
        ]
    }

    /// The types that the schema names are told as they are; whatever else a port may be bound as is a plain NIC.
    private func linkType(_ port: Port) -> String {
        let known = ["bridge", "dvs", "hw_veb", "hyperv", "ovs", "tap", "vhostuser", "vif"]
        guard let type = port.binding?.vifType, known.contains(type) else { return "phy" }
        return type
    }

    private func network(_ id: String, _ address: FixedAddress, of port: Port) -> JSONValue {
        let family = "ipv\(address.version.rawValue)"
        let link = JSONValue.Member("link", .string(port.deviceName))
        let network = JSONValue.Member("network_id", .string(port.network.id.value))
        if address.dhcpServer != nil {
            return .object([.init("id", .string(id)), .init("type", .string(family + "_dhcp")), link, network])
        }
        let block = AddressBlock(address.cidr, address.version)
        return .object([
            .init("id", .string(id)), .init("type", .string(family)), link,
            .init("ip_address", .string(address.address)), .init("netmask", .string(block.netmask)),
            .init("routes", .array(routes(address))), network,
        ])
    }

    private func routes(_ address: FixedAddress) -> [JSONValue] {
        var routes: [JSONValue] = []
        if let gateway = address.gateway {
            let any: JSONValue = address.version == .ipv4 ? "0.0.0.0" : "::"
            routes.append(["network": any, "netmask": any, "gateway": .string(gateway)])
        }
        for route in address.routes {
            let block = AddressBlock(route.destination, address.version)
            routes.append([
                "network": .string(block.network), "netmask": .string(block.netmask),
                "gateway": .string(route.nextHop),
            ])
        }
        return routes
    }
}
