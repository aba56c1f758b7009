/// What all NUMA cells of a host offer, with what follows for the host as a whole.
package struct OfferedCells: Codable, Hashable, Sendable {
    package let cells: [OfferedCell]
    /// Whether the fullest cells are filled first (`[compute] packing_host_numa_cells_allocation_strategy`).
    package let packs: Bool
    /// Memory that only guests get which ask for its pages.
    package let hugePagesMiB: Int
    /// Whether the operator told shared from dedicated processors not apart: one that a guest has to itself is one fewer
    /// for the others to share.
    package let dedicatesShared: Bool

    package init(_ cells: [OfferedCell], packs: Bool = false) {
        self.cells = cells
        self.packs = packs
        hugePagesMiB = cells.reduce(0) { $0 + $1.hugePagesMiB }
        dedicatesShared = cells.contains { !$0.shared.intersection($0.dedicated).isEmpty }
    }

    /// Processors for one guest alone beside those that guests share.
    package var dedicatedCPUs: Int { dedicatesShared ? 0 : cells.reduce(0) { $0 + $1.dedicated.count } }

    /// Processors for guests to share.
    package var sharedCPUs: Int { cells.reduce(0) { $0 + $1.shared.count } }

    /// How much of what is held of the cells lies in huge pages.
    package func hugePagesMiB(of held: [Int: CellUsage]) -> Int {
        cells.reduce(0) { $0 + (held[$1.id]?.hugePagesMiB(on: $1) ?? 0) }
    }

    /// How much of a guest's memory lies in huge pages.
    package func hugePagesMiB(of placement: NUMAPlacement) -> Int {
        placement.cells.reduce(0) { sum, placed in
            guard let size = placed.pageSizeKiB, cells.first(where: { $0.id == placed.host })?.isHuge(size) == true
            else { return sum }
            return sum + placed.memoryMiB
        }
    }
}
