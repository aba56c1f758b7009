/// Where a guest's cells lie on its host: which cell each, and which processors are its own. A claim keeps it, so that
/// no other guest gets the same.
package struct NUMAPlacement: Codable, Hashable, Sendable {
    package struct Cell: Codable, Hashable, Sendable {
        /// The number of the host's cell.
        package var host: Int
        package var memoryMiB: Int
        /// Nil where the guest asks for no size.
        package var pageSizeKiB: Int?
        /// The guest's processors that share those of the host's cell.
        package var shared: CPUSet
        /// The host's processor of each dedicated one of the guest.
        package var pins: [Int: Int]
        /// Host processors for the emulator's threads alone.
        package var emulator: CPUSet
        /// Host processors that stay empty beside the guest's own.
        package var idle: CPUSet

        package init(
            host: Int, memoryMiB: Int, pageSizeKiB: Int? = nil, shared: CPUSet, pins: [Int: Int] = [:],
            emulator: CPUSet = CPUSet([]), idle: CPUSet = CPUSet([])
        ) {
            self.host = host
            self.memoryMiB = memoryMiB
            self.pageSizeKiB = pageSizeKiB
            self.shared = shared
            self.pins = pins
            self.emulator = emulator
            self.idle = idle
        }

        package var vcpus: CPUSet { shared.union(CPUSet(pins.keys)) }
        package var pinned: CPUSet { CPUSet(pins.values) }
        /// Host processors that no other guest gets while this one is there.
        package var taken: CPUSet { pinned.union(emulator).union(idle) }
        /// Pages of `pageSizeKiB` that its memory is made of.
        package var pages: Int { pageSizeKiB.map { $0 > 0 ? memoryMiB * 1024 / $0 : 0 } ?? 0 }
    }

    /// In the order of the guest's cells.
    package var cells: [Cell]

    package init(cells: [Cell]) { self.cells = cells }

    /// Host processors that no other guest gets while this one is there.
    package var takenCPUs: Int { cells.reduce(0) { $0 + $1.taken.count } }
    /// The guest's processors that have one of the host's to themselves.
    package var pinnedVCPUs: Int { cells.reduce(0) { $0 + $1.pins.count } }
}
