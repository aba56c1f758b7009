import Model

extension NUMAFit {
    /// Places one of a guest's cells into one of the host's.
    ///
    /// - Parameter spare: host processors that the cell needs for the emulator's threads.
    func place(
        _ wanted: NUMADemand.Cell, of demand: NUMADemand, in cell: OfferedCell, spare: Int
    ) throws(NUMAMisfit) -> NUMAPlacement.Cell {
        let pageSize = try pageSize(of: wanted, demand.pageSize, in: cell)
        if pageSize == nil { try checkMemory(of: wanted, isPinned: demand.isPinned, in: cell) }
        guard wanted.shared.count <= cell.shared.count else {
            throw NUMAMisfit(["\(wanted.shared.count) shared processors are wanted, \(cell.shared.count) are there"])
        }
        var placed = NUMAPlacement.Cell(
            host: cell.id, memoryMiB: wanted.memoryMiB, pageSizeKiB: pageSize, shared: wanted.shared)
        if demand.isPinned {
            let cores = try cores(for: wanted.dedicated.count, demand.threadPolicy, in: cell, spare: spare)
            placed.pins = Dictionary(
                zip(wanted.dedicated.cpus.sorted(), cores.pins), uniquingKeysWith: { first, _ in first })
            placed.emulator = cores.spare
            if demand.threadPolicy == .isolate { placed.idle = idle(beside: placed, in: cell) }
        }
        if let overcommit { try check(overcommit, beside: placed, in: cell) }
        return placed
    }

    /// The free threads of the cores that an isolated guest has threads of.
    private func idle(beside placed: NUMAPlacement.Cell, in cell: OfferedCell) -> CPUSet {
        let cores = cell.cores.filter { !placed.taken.cpus.isDisjoint(with: $0) }
        return CPUSet(cores.joined()).intersection(freeDedicated(cell)).subtracting(placed.taken)
    }

    /// The size of pages to use; nil where none is asked for.
    private func pageSize(
        of wanted: NUMADemand.Cell, _ size: PageSize?, in cell: OfferedCell
    ) throws(NUMAMisfit) -> Int? {
        let tried: [OfferedCell.Pages]
        switch size {
        case nil: return nil
        case .small: tried = Array(cell.pages.prefix(1))
        case .large: tried = cell.pages.dropFirst().reversed()
        case .any: tried = cell.pages.reversed()
        case .kibibytes(let size): tried = cell.pages.filter { $0.sizeKiB == size }
        }
        for pages in tried {
            let free = pages.total - pages.reserved - (used(cell).pages[pages.sizeKiB] ?? 0)
            if fits(wanted, pages, count: free) { return pages.sizeKiB }
        }
        throw NUMAMisfit(["not enough free pages of the size \(size?.description ?? "") for \(wanted.memoryMiB) MiB"])
    }

    /// Without a page size: ordinary memory may be given to several guests, but not more of it than there is to one,
    /// and not at all to pinned guests where the host does not tell its pages.
    private func checkMemory(of wanted: NUMADemand.Cell, isPinned: Bool, in cell: OfferedCell) throws(NUMAMisfit) {
        let fits: Bool
        if let smallest = cell.pages.first {
            fits = self.fits(wanted, smallest, count: smallest.total)
        } else {
            fits = wanted.memoryMiB <= cell.memoryMiB - (isPinned ? used(cell).memoryMiB : 0)
        }
        guard fits else { throw NUMAMisfit(["\(wanted.memoryMiB) MiB of memory are wanted, fewer are there"]) }
    }

    private func fits(_ wanted: NUMADemand.Cell, _ pages: OfferedCell.Pages, count: Int) -> Bool {
        let kibibytes = wanted.memoryMiB * 1024
        return pages.sizeKiB > 0 && kibibytes <= count * pages.sizeKiB && kibibytes % pages.sizeKiB == 0
    }

    /// What a guest has for itself alone is not shared by others any more.
    private func check(
        _ overcommit: Overcommit, beside placed: NUMAPlacement.Cell, in cell: OfferedCell
    ) throws(NUMAMisfit) {
        let used = used(cell)
        var after = used
        after.add(placed)
        let shared = cell.shared.subtracting(after.pinned).count
        guard Double(after.sharedVCPUs) <= Double(shared) * overcommit.cpus else {
            throw NUMAMisfit(["its shared processors carry \(used.sharedVCPUs) of guests already"])
        }
        if let size = placed.pageSizeKiB, cell.isHuge(size) { return }
        let ordinary = cell.memoryMiB - cell.hugePagesMiB
        let given = used.memoryMiB - used.hugePagesMiB(on: cell)
        guard Double(given + placed.memoryMiB) <= Double(ordinary) * overcommit.memory else {
            throw NUMAMisfit(["\(given) of \(ordinary) MiB of its ordinary memory are given already"])
        }
    }
}
