package import Demands
package import Model

/// A host as the scheduler sees it at one moment.
package struct HostState: Hashable, Sendable {
    package var host: ID<Host>
    package var capacity: Allocation
    package var used: Allocation
    package var isAlive: Bool
    package var isEnabled: Bool
    package var availabilityZone: String
    package var architecture: String
    /// What its NUMA cells offer; nil where it tells of none.
    package var numa: OfferedCells?
    /// What is held of the cells, by their numbers.
    package var held: [Int: CellUsage]
    package var overcommit: NUMAFit.Overcommit

    package init(
        host: ID<Host>, capacity: Allocation, used: Allocation, isAlive: Bool, isEnabled: Bool,
        availabilityZone: String, architecture: String, numa: OfferedCells? = nil, held: [Int: CellUsage] = [:],
        overcommit: NUMAFit.Overcommit = NUMAFit.Overcommit(cpus: 1, memory: 1)
    ) {
        self.host = host
        self.capacity = capacity
        self.used = used
        self.isAlive = isAlive
        self.isEnabled = isEnabled
        self.availabilityZone = availabilityZone
        self.architecture = architecture
        self.numa = numa
        self.held = held
        self.overcommit = overcommit
    }

    package var free: Allocation { capacity - used }
}
