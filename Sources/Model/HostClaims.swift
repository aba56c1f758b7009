/// What is taken of a host: the sum of its placements.
///
/// A claim compares this record in the transaction that records the placement, so nothing can be oversold.
package struct HostClaims: Codable, Hashable, Sendable {
    package var used: Allocation
    package var servers: Int
    /// What is held of the host's NUMA cells, by their numbers; none for a cell of which nothing is held.
    package var cells: [Int: CellUsage]

    package init(used: Allocation = .none, servers: Int = 0, cells: [Int: CellUsage] = [:]) {
        self.used = used
        self.servers = servers
        self.cells = cells
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        used = try container.decode(Allocation.self, forKey: .used)
        servers = try container.decode(Int.self, forKey: .servers)
        cells = try container.decodeIfPresent([Int: CellUsage].self, forKey: .cells) ?? [:]
    }

    package mutating func add(_ placement: Placement) {
        used = used + placement.allocation
        servers += 1
        for placed in placement.numa?.cells ?? [] { cells[placed.host, default: CellUsage()].add(placed) }
    }

    package mutating func remove(_ placement: Placement) {
        used = used - placement.allocation
        servers -= 1
        for placed in placement.numa?.cells ?? [] {
            var usage = cells[placed.host] ?? CellUsage()
            usage.remove(placed)
            cells[placed.host] = usage == CellUsage() ? nil : usage
        }
    }
}
