/// An IPv4 address with the length of its network's prefix.
struct IPv4Subnet: Hashable {
    let address: IPv4Address
    let prefix: Int

    /// Reads `10.0.0.0/24`, or an address within the subnet in the same form.
    init?(_ cidr: String) {
        let parts = cidr.split(separator: "/")
        guard parts.count == 2, let address = IPv4Address(parts[0]), let prefix = Int(parts[1]),
            (0...32).contains(prefix)
        else { return nil }
        self.address = address
        self.prefix = prefix
    }

    var mask: IPv4Address { IPv4Address(prefix == 0 ? 0 : UInt32.max << (32 - UInt32(prefix))) }
    var network: IPv4Address { IPv4Address(address.value & mask.value) }

    func contains(_ other: IPv4Address) -> Bool { other.value & mask.value == network.value }
}
