package import Demands
package import Model

/// What a host is sought for.
package struct PlacementRequest: Hashable, Sendable {
    /// What it takes where nothing of it comes from NUMA cells.
    package var allocation: Allocation
    /// The cells that it asks for; nil for none.
    package var numa: NUMADemand?
    package var availabilityZone: String?
    /// The only host that may be taken, where an administrator named one.
    package var forcedHost: ID<Host>?
    /// Hosts that were tried already.
    package var excluded: Set<ID<Host>>
    /// `hw_architecture` of the image.
    package var architecture: String?

    package init(
        allocation: Allocation, numa: NUMADemand? = nil, availabilityZone: String? = nil, forcedHost: ID<Host>? = nil,
        excluded: Set<ID<Host>> = [], architecture: String? = nil
    ) {
        self.allocation = allocation
        self.numa = numa
        self.availabilityZone = availabilityZone
        self.forcedHost = forcedHost
        self.excluded = excluded
        self.architecture = architecture
    }

    /// What it takes of a host at the least: how much comes from the cells beside it, each host's pages decide.
    package var least: Allocation {
        guard let numa else { return allocation }
        var least = allocation
        least.vcpus -= numa.dedicatedVCPUs
        if numa.mayTakeHugePages { least.memoryMiB = 0 }
        return least
    }
}
