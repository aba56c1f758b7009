package import Model

extension OfferedCell {
    /// - Parameter reserved: pages kept for other programs, by their size in KiB.
    package init(_ cell: HostCell, pools: CPUPools, online: CPUSet, reserved: [Int: Int] = [:]) {
        let own = CPUSet(cell.cpus.map(\.id))
        let shared = own.intersection(pools.shared(online: online))
        let dedicated = own.intersection(pools.dedicated(online: online))
        self.init(
            id: cell.id, memoryMiB: cell.memoryMiB, shared: shared, dedicated: dedicated,
            cores: TakingOrder.cores(cell.cpus.map(\.siblings), offered: shared.union(dedicated)),
            pages: cell.pages.sorted { $0.sizeKiB < $1.sizeKiB }.map {
                Pages(sizeKiB: $0.sizeKiB, total: $0.total, reserved: reserved[$0.sizeKiB] ?? 0)
            })
    }

    /// All cells of a host.
    ///
    /// - Parameter reserved: pages kept for other programs, by the cell's number and their size in KiB.
    package static func all(
        of cells: [HostCell], pools: CPUPools, reserved: [Int: [Int: Int]] = [:]
    ) -> [OfferedCell] {
        let online = CPUSet(cells.flatMap { $0.cpus.map(\.id) })
        return cells.map { OfferedCell($0, pools: pools, online: online, reserved: reserved[$0.id] ?? [:]) }
    }
}
