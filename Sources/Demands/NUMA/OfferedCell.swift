/// What one NUMA cell of a host offers to guests under its operator's settings.
package struct OfferedCell: Codable, Hashable, Sendable {
    package struct Pages: Codable, Hashable, Sendable {
        package var sizeKiB: Int
        package var total: Int
        /// Pages that the operator keeps for other programs.
        package var reserved: Int

        package init(sizeKiB: Int, total: Int, reserved: Int = 0) {
            self.sizeKiB = sizeKiB
            self.total = total
            self.reserved = reserved
        }
    }

    package var id: Int
    package var memoryMiB: Int
    package var shared: CPUSet
    package var dedicated: CPUSet
    /// The offered threads of each core, in the order in which they are taken.
    package var cores: [[Int]]
    /// Smallest first.
    package var pages: [Pages]

    /// - Parameter reserved: pages kept for other programs, by their size in KiB.
    package init(_ cell: HostCell, pools: CPUPools, online: CPUSet, reserved: [Int: Int] = [:]) {
        let own = CPUSet(cell.cpus.map(\.id))
        id = cell.id
        memoryMiB = cell.memoryMiB
        shared = own.intersection(pools.shared(online: online))
        dedicated = own.intersection(pools.dedicated(online: online))
        cores = TakingOrder.cores(cell.cpus.map(\.siblings), offered: shared.union(dedicated))
        pages = cell.pages.sorted { $0.sizeKiB < $1.sizeKiB }.map {
            Pages(sizeKiB: $0.sizeKiB, total: $0.total, reserved: reserved[$0.sizeKiB] ?? 0)
        }
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

    /// The most threads that a core offers.
    package var threadsPerCore: Int { max(1, cores.map(\.count).max() ?? 1) }
}
