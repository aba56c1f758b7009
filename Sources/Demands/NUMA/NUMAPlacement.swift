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

        package init(
            host: Int, memoryMiB: Int, pageSizeKiB: Int? = nil, shared: CPUSet, pins: [Int: Int] = [:],
            emulator: CPUSet = CPUSet([])
        ) {
            self.host = host
            self.memoryMiB = memoryMiB
            self.pageSizeKiB = pageSizeKiB
            self.shared = shared
            self.pins = pins
            self.emulator = emulator
        }

        package var vcpus: CPUSet { shared.union(CPUSet(pins.keys)) }
        package var pinned: CPUSet { CPUSet(pins.values) }
    }

    /// In the order of the guest's cells.
    package var cells: [Cell]
    package var threadPolicy: CPUThreadPolicy?
    package var emulatorThreads: EmulatorThreadsPolicy?

    package init(
        cells: [Cell], threadPolicy: CPUThreadPolicy? = nil, emulatorThreads: EmulatorThreadsPolicy? = nil
    ) {
        self.cells = cells
        self.threadPolicy = threadPolicy
        self.emulatorThreads = emulatorThreads
    }
}
