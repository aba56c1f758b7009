internal import Model

/// A block of addresses in CIDR form, split into the network's address and its mask.
struct AddressBlock {
    /// The address as the block names it, `10.0.0.0`.
    let network: String
    private let prefix: Int
    private let version: FixedAddress.Version

    /// A text without a prefix is a block of one address.
    init(_ cidr: String, _ version: FixedAddress.Version) {
        let parts = cidr.split(separator: "/", maxSplits: 1)
        let width = version == .ipv4 ? 32 : 128
        network = parts.first.map(String.init) ?? cidr
        prefix = parts.count == 2 ? Int(parts[1]).map { min(max($0, 0), width) } ?? width : width
        self.version = version
    }

    /// `255.255.255.0`, or `ffff:ffff:ffff:ffff::`.
    var netmask: String {
        switch version {
        case .ipv4:
            return (0..<4).map { String(ones(at: $0, of: 8)) }.joined(separator: ".")
        case .ipv6:
            let groups = (0..<8).map { ones(at: $0, of: 16) }
            let text = groups.prefix { $0 != 0 }.map { String($0, radix: 16) }.joined(separator: ":")
            // A single group of zeros is not shortened (RFC 5952, section 4.2.2).
            return switch groups.count(where: { $0 == 0 }) {
            case 0: text
            case 1: text + ":0"
            default: text + "::"
            }
        }
    }

    /// The mask's group of so many bits at that place.
    private func ones(at index: Int, of width: Int) -> Int {
        let count = min(max(prefix - index * width, 0), width)
        return (1 << width) - (1 << (width - count))
    }
}
