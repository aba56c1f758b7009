/// What guests hold of one NUMA cell of a host.
package struct CellUsage: Codable, Hashable, Sendable {
    /// Dedicated processors, with those that isolation keeps empty.
    package var pinned = CPUSet([])
    /// Guests' processors that share the cell's.
    package var sharedVCPUs = 0
    package var memoryMiB = 0
    /// Pages by their size in KiB.
    package var pages: [Int: Int] = [:]

    package init() {}

    /// Adds what a guest holds of the cell.
    package mutating func add(_ placed: NUMAPlacement.Cell, isolatesThreads: Bool, on cell: OfferedCell) {
        var taken = placed.pinned.union(placed.emulator)
        if isolatesThreads {
            let cores = cell.cores.filter { !Set($0).isDisjoint(with: taken.cpus) }
            taken = taken.union(CPUSet(cores.joined()))
        }
        pinned = pinned.union(taken)
        sharedVCPUs += placed.shared.count
        memoryMiB += placed.memoryMiB
        if let size = placed.pageSizeKiB, size > 0 { pages[size, default: 0] += placed.memoryMiB * 1024 / size }
    }

    /// What a host's guests hold, by cell.
    package static func all(of placements: [NUMAPlacement], on cells: [OfferedCell]) -> [Int: CellUsage] {
        var usage: [Int: CellUsage] = [:]
        for placement in placements {
            for placed in placement.cells {
                guard let cell = cells.first(where: { $0.id == placed.host }) else { continue }
                usage[cell.id, default: CellUsage()].add(
                    placed, isolatesThreads: placement.threadPolicy == .isolate, on: cell)
            }
        }
        return usage
    }
}
