/// What placements hold of one NUMA cell of a host: their sum.
package struct CellUsage: Codable, Hashable, Sendable {
    /// Processors that no other guest gets.
    package var pinned = CPUSet([])
    /// Guests' processors that share the cell's.
    package var sharedVCPUs = 0
    /// Of pages of any size.
    package var memoryMiB = 0
    /// Pages by their size in KiB, of guests that asked for a size.
    package var pages: [Int: Int] = [:]

    package init() {}

    package mutating func add(_ placed: NUMAPlacement.Cell) {
        pinned = pinned.union(placed.taken)
        sharedVCPUs += placed.shared.count
        memoryMiB += placed.memoryMiB
        if let size = placed.pageSizeKiB { pages[size, default: 0] += placed.pages }
    }

    /// Gives back what was added; no two placements hold the same processor.
    package mutating func remove(_ placed: NUMAPlacement.Cell) {
        pinned = pinned.subtracting(placed.taken)
        sharedVCPUs -= placed.shared.count
        memoryMiB -= placed.memoryMiB
        guard let size = placed.pageSizeKiB else { return }
        let left = (pages[size] ?? 0) - placed.pages
        pages[size] = left == 0 ? nil : left
    }

    /// How much of the memory lies in the cell's huge pages.
    package func hugePagesMiB(on cell: OfferedCell) -> Int {
        pages.reduce(0) { cell.isHuge($1.key) ? $0 + $1.value * $1.key / 1024 : $0 }
    }

    /// What those placements hold of their host, by the cell's number.
    package static func all(of placements: [NUMAPlacement]) -> [Int: CellUsage] {
        var usage: [Int: CellUsage] = [:]
        for placed in placements.flatMap(\.cells) { usage[placed.host, default: CellUsage()].add(placed) }
        return usage
    }
}
