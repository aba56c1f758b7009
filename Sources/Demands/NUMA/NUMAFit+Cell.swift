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
        }
        if demand.cpuPolicy != .dedicated { try checkOvercommit(wanted, in: cell) }
        return placed
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

    private func checkOvercommit(_ wanted: NUMADemand.Cell, in cell: OfferedCell) throws(NUMAMisfit) {
        guard let overcommit else { return }
        let used = used(cell)
        guard Double(used.sharedVCPUs + wanted.shared.count) <= Double(cell.shared.count) * overcommit.cpus else {
            throw NUMAMisfit(["its shared processors carry \(used.sharedVCPUs) of guests already"])
        }
        guard Double(used.memoryMiB + wanted.memoryMiB) <= Double(cell.memoryMiB) * overcommit.memory else {
            throw NUMAMisfit(["\(used.memoryMiB) MiB of its memory are given already"])
        }
    }
}
