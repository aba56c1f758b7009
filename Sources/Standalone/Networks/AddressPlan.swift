internal import Model
internal import Store

/// Which blocks the subnets of all networks have, in one record: networks share their hosts' routing, so that no two
/// may overlap.
struct AddressPlan: Record, Hashable {
    struct Entry: Codable, Hashable {
        let network: ID<Network>
        let cidr: IPv4Block
    }

    static let prefix = "networks/plan/"
    static let key = "all"

    var subnets: [ID<Subnet>: Entry] = [:]

    func overlapping(_ block: IPv4Block) -> Entry? { subnets.values.first { $0.cidr.overlaps(block) } }

    /// The first block of 256 addresses below 10.0.0.0/8 that overlaps none of ours and, if there is such a one, none
    /// of the others.
    func freeBlock(avoiding others: [IPv4Block]) -> IPv4Block? {
        free(avoiding: others) ?? free(avoiding: [])
    }

    private func free(avoiding others: [IPv4Block]) -> IPv4Block? {
        let taken = subnets.values.map(\.cidr) + others
        return (0..<UInt32(1 << 16)).lazy
            .map { IPv4Block(IPv4Address(10 << 24 | $0 << 8), prefix: 24) }
            .first { block in !taken.contains { $0.overlaps(block) } }
    }
}
