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

        package var memoryMiB: Int { total * sizeKiB / 1024 }
    }

    package var id: Int
    /// Of pages of any size.
    package var memoryMiB: Int
    package var shared: CPUSet
    package var dedicated: CPUSet
    /// The offered threads of each core, in the order in which they are taken.
    package var cores: [[Int]]
    /// Smallest first.
    package var pages: [Pages]

    package init(
        id: Int, memoryMiB: Int, shared: CPUSet, dedicated: CPUSet, cores: [[Int]], pages: [Pages]
    ) {
        self.id = id
        self.memoryMiB = memoryMiB
        self.shared = shared
        self.dedicated = dedicated
        self.cores = cores
        self.pages = pages
    }

    /// The most threads that a core offers.
    package var threadsPerCore: Int { max(1, cores.map(\.count).max() ?? 1) }

    /// Whether pages of that size are set aside from the cell's ordinary memory, which is of the smallest.
    package func isHuge(_ sizeKiB: Int) -> Bool { pages.first.map { sizeKiB > $0.sizeKiB } ?? false }

    /// Memory in pages of the sizes above the smallest.
    package var hugePagesMiB: Int { pages.dropFirst().reduce(0) { $0 + $1.memoryMiB } }
}
