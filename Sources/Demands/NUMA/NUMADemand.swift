package import Model

/// What a flavor and an image ask of the host's NUMA cells: cells of the guest's own, each of which lies in one of the
/// host's.
///
/// Source: Nova's administrator guide, "CPU topologies" and "Huge pages".
package struct NUMADemand: Codable, Hashable, Sendable {
    package struct Cell: Codable, Hashable, Sendable {
        /// The guest's processors that share the host's.
        package var shared: CPUSet
        /// The guest's processors that get host processors of their own.
        package var dedicated: CPUSet
        package var memoryMiB: Int

        package init(shared: CPUSet, dedicated: CPUSet, memoryMiB: Int) {
            self.shared = shared
            self.dedicated = dedicated
            self.memoryMiB = memoryMiB
        }

        package var vcpus: CPUSet { shared.union(dedicated) }
    }

    package var cells: [Cell]
    package var pageSize: PageSize?
    package var cpuPolicy: CPUPolicy?
    package var threadPolicy: CPUThreadPolicy?
    package var emulatorThreads: EmulatorThreadsPolicy?

    package init(
        cells: [Cell], pageSize: PageSize? = nil, cpuPolicy: CPUPolicy? = nil, threadPolicy: CPUThreadPolicy? = nil,
        emulatorThreads: EmulatorThreadsPolicy? = nil
    ) {
        self.cells = cells
        self.pageSize = pageSize
        self.cpuPolicy = cpuPolicy
        self.threadPolicy = threadPolicy
        self.emulatorThreads = emulatorThreads
    }

    /// The guest's processors that get host processors of their own.
    package var dedicatedVCPUs: Int { cells.reduce(0) { $0 + $1.dedicated.count } }

    /// Whether its memory may come of pages that are set aside from a host's ordinary memory.
    package var mayTakeHugePages: Bool {
        switch pageSize {
        case nil, .small: false
        case .large, .any, .kibibytes: true
        }
    }

    /// Whether any processor is pinned.
    package var isPinned: Bool { cpuPolicy == .dedicated || cpuPolicy == .mixed }
}
