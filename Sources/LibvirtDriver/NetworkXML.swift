internal import Hypervisor

/// The definition of a host network for libvirt.
///
/// DHCP answers reserved hosts only: a network without a `<range>` is served "static".
///
/// Source: libvirt's "Network XML format".
struct NetworkXML {
    let network: HostNetwork

    static func name(of network: HostNetwork) -> String { "vireo-\(network.id)" }

    /// - Parameter reservations: the `<host/>` elements to keep, as libvirt wrote them.
    func text(keeping reservations: [String] = []) -> String {
        var lines = [
            "<network>", "<name>\(Self.name(of: network))</name>", "<uuid>\(network.id)</uuid>",
            "<forward mode='nat'/>", "<bridge name='\(network.bridge)' stp='off' delay='0'/>",
        ]
        if let mtu = network.mtu { lines.append("<mtu size='\(mtu)'/>") }
        lines += dns
        for (index, subnet) in network.subnets.enumerated() {
            lines += self.subnet(subnet, reservations: index == 0 ? reservations : [])
        }
        return (lines + ["</network>"]).joined(separator: "\n")
    }

    private var dns: [String] {
        let servers = network.subnets.flatMap(\.nameservers).map { "<forwarder addr='\($0)'/>" }
        return ["<dns>"] + servers + ["</dns>"]
    }

    private func subnet(_ subnet: HostNetwork.Subnet, reservations: [String]) -> [String] {
        let parts = subnet.cidr.split(separator: "/")
        guard parts.count == 2, let gateway = subnet.gateway else { return [] }
        let family = gateway.contains(":") ? "family='ipv6' " : ""
        var lines = ["<ip \(family)address='\(gateway)' prefix='\(parts[1])'>"]
        if subnet.hasDHCP {
            // libvirt serves DHCP only where the element has something in it.
            let hosts = reservations.isEmpty && !gateway.contains(":") ? [Self.nobody(gateway)] : reservations
            lines += ["<dhcp>"] + hosts + ["</dhcp>"]
        }
        return lines + ["</ip>"]
    }

    /// A reservation that no guest has: a MAC of the local, never given range, for the gateway's own address.
    static func nobody(_ gateway: String) -> String { "<host mac='02:00:00:00:00:01' ip='\(gateway)'/>" }

    static func host(_ reservation: DHCPReservation) -> String {
        let name = reservation.hostname.map { " name='\(escaped($0))'" } ?? ""
        return "<host mac='\(reservation.mac)'\(name) ip='\(reservation.address)'/>"
    }

    /// The `<host …/>` elements of a definition.
    static func hosts(in definition: String) -> [String] {
        definition.split(separator: "\n").map { $0.drop { $0 == " " } }
            .filter { $0.hasPrefix("<host ") && $0.contains("mac=") }.map(String.init)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("'", with: "&apos;").replacing("<", with: "&lt;")
    }
}
