/// A block of IPv4 addresses in CIDR form (RFC 4632).
package struct IPv4Block: Hashable, Sendable, CustomStringConvertible, Codable {
    package let network: IPv4Address
    package let prefix: Int

    /// - Parameter prefix: 0 to 32; the address is cut to it.
    package init(_ address: IPv4Address, prefix: Int) {
        self.prefix = prefix
        network = IPv4Address(address.value & Self.mask(prefix))
    }

    /// Reads `a.b.c.d/prefix`; nil for any other text. Bits behind the prefix are dropped, as Neutron does.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPv4Address(String(parts[0])), (1...2).contains(parts[1].utf8.count),
            let prefix = Int(parts[1]), (0...32).contains(prefix)
        else { return nil }
        self.init(address, prefix: prefix)
    }

    package var description: String { "\(network)/\(prefix)" }

    package var last: IPv4Address { IPv4Address(network.value | ~Self.mask(prefix)) }

    /// The addresses that hosts may have: all but the network's own and the broadcast address.
    ///
    /// Only for prefixes up to 30.
    package var hosts: ClosedRange<IPv4Address> {
        IPv4Address(network.value + 1)...IPv4Address(last.value - 1)
    }

    package func contains(_ address: IPv4Address) -> Bool { address.value & Self.mask(prefix) == network.value }

    package func overlaps(_ other: IPv4Block) -> Bool { contains(other.network) || other.contains(network) }

    private static func mask(_ prefix: Int) -> UInt32 { prefix == 0 ? 0 : ~0 << UInt32(32 - prefix) }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let block = Self(text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not a CIDR block: \(text)")
            )
        }
        self = block
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
