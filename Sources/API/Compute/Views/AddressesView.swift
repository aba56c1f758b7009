internal import JSON
internal import Model

/// A server's addresses by the names of its networks.
///
/// Source: Compute API reference, "List Ips".
struct AddressesView {
    let ports: [Port]
    /// Without the members that extensions once added.
    let isPlain: Bool

    /// Names of networks in the order of the server's interfaces.
    var labels: [String] {
        ports.reduce(into: []) { labels, port in
            if !labels.contains(port.network.name) { labels.append(port.network.name) }
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for label in labels { writeMember(label, to: &writer) }
        writer.endObject()
    }

    /// The addresses on one network, as a member named for it.
    func writeMember(_ label: String, to writer: inout JSONWriter) {
        writer.name(label)
        writer.beginArray()
        for port in ports where port.network.name == label {
            for address in port.addresses { write(address, port, to: &writer) }
        }
        writer.endArray()
    }

    private func write(_ address: FixedAddress, _ port: Port, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("addr", address.address)
        writer.member("version", address.version.rawValue)
        if !isPlain {
            writer.member("OS-EXT-IPS:type", "fixed")
            writer.member("OS-EXT-IPS-MAC:mac_addr", port.mac)
        }
        writer.endObject()
    }
}
