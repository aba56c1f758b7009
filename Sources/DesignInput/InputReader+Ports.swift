import JSON
import Model

/// Ports as Nova caches them (`network_info`).
extension InputReader {
    func ports() throws(DesignInputError) -> [Port] {
        var ports: [Port] = []
        for entry in list("network_info") { ports.append(try port(entry)) }
        return ports
    }

    private func port(_ entry: JSONValue) throws(DesignInputError) -> Port {
        guard let network = entry["network"] else { throw wrong("network_info.network", nil, "an object") }
        let owner = ID<Project>(network["meta"]?["tenant_id"]?.stringValue ?? "")
        var details = texts(entry["details"])
        let id = try text(entry, "id")
        details["devname"] = entry["devname"]?.stringValue ?? "nic" + String(id.prefix(11))
        if let interface = entry["ovs_interfaceid"]?.stringValue { details["ovs_interfaceid"] = interface }
        // A port that was recorded before there was a choice is plugged by libvirt.
        details["delegate_create"] = entry["delegate_create"]?.boolValue == true ? "true" : "false"
        return Port(
            id: ID(id),
            network: Network(
                id: ID(try text(network, "id")), name: network["label"]?.stringValue ?? "", owner: owner,
                isShared: false, mtu: (network["meta"]?["mtu"]?.integerValue).map { Int($0) }),
            mac: try text(entry, "address"), addresses: addresses(network), device: nil, owner: owner,
            binding: PortBinding(
                vifType: try text(entry, "type"), vnicType: entry["vnic_type"]?.stringValue ?? "normal",
                bridge: network["bridge"]?.stringValue, details: details, profile: texts(entry["profile"])),
            isOwnedByServer: entry["preserve_on_delete"]?.boolValue == false)
    }

    private func addresses(_ network: JSONValue) -> [FixedAddress] {
        (network["subnets"]?.arrayValue ?? []).flatMap { subnet in
            (subnet["ips"]?.arrayValue ?? []).compactMap { entry in
                guard let address = entry["address"]?.stringValue else { return nil }
                return FixedAddress(
                    subnet: ID(subnet["id"]?.stringValue ?? ""), address: address,
                    version: entry["version"]?.integerValue == 6 ? .ipv6 : .ipv4,
                    cidr: subnet["cidr"]?.stringValue ?? "", gateway: subnet["gateway"]?["address"]?.stringValue)
            }
        }
    }
}
