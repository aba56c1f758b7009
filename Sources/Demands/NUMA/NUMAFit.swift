package import Model

/// Finds a place for a guest's cells in those of a host, each in one of its own: pure, the first way that fits.
///
/// Source: Nova's administrator guide, "CPU topologies"; the order of trying is Nova's.
package struct NUMAFit: Sendable {
    /// How much more than it has a cell may give to guests that share it.
    package struct Overcommit: Hashable, Sendable {
        package var cpus: Double
        package var memory: Double

        package init(cpus: Double, memory: Double) {
            self.cpus = cpus
            self.memory = memory
        }
    }

    let cells: [OfferedCell]
    let usage: [Int: CellUsage]
    /// Nil does not look at what others share.
    let overcommit: Overcommit?
    /// Whether the fullest cells are tried first (`[compute] packing_host_numa_cells_allocation_strategy`).
    let packs: Bool

    package init(
        cells: [OfferedCell], usage: [Int: CellUsage] = [:], overcommit: Overcommit? = nil, packs: Bool = false
    ) {
        self.cells = cells
        self.usage = usage
        self.overcommit = overcommit
        self.packs = packs
    }

    /// - Throws: `NUMAMisfit` with a reason for each cell of the host that does not do.
    package func place(_ demand: NUMADemand) throws(NUMAMisfit) -> NUMAPlacement {
        guard cells.count >= demand.cells.count else {
            throw NUMAMisfit(["\(demand.cells.count) NUMA cells are wanted, \(cells.count) are there"])
        }
        var search = Search(fit: self, demand: demand, candidates: candidates(for: demand))
        guard let placed = search.first(from: 0, taken: []) else { throw NUMAMisfit(search.reasons) }
        return NUMAPlacement(cells: placed)
    }

    func used(_ cell: OfferedCell) -> CellUsage { usage[cell.id] ?? CellUsage() }

    func freeDedicated(_ cell: OfferedCell) -> CPUSet { cell.dedicated.subtracting(used(cell).pinned) }

    /// Where the guest needs all cells their order is the host's; else the emptiest come first, or the fullest.
    private func candidates(for demand: NUMADemand) -> [OfferedCell] {
        guard cells.count > demand.cells.count else { return cells }
        let byMemory = stable(cells) { $0.memoryMiB - used($0).memoryMiB }
        return demand.isPinned
            ? stable(byMemory) { freeDedicated($0).count } : stable(byMemory) { -used($0).sharedVCPUs }
    }

    /// Largest first, or smallest where cells are packed; equals stay in their order.
    private func stable(_ cells: [OfferedCell], by size: (OfferedCell) -> Int) -> [OfferedCell] {
        cells.enumerated().sorted { left, right in
            let (first, second) = (size(left.element), size(right.element))
            if first != second { return packs ? first < second : first > second }
            return left.offset < right.offset
        }.map(\.element)
    }
}
