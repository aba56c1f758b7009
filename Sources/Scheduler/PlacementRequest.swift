package import Model

/// What a host is sought for.
package struct PlacementRequest: Hashable, Sendable {
    package var allocation: Allocation
    package var availabilityZone: String?
    /// The only host that may be taken, where an administrator named one.
    package var forcedHost: ID<Host>?
    /// Hosts that were tried already.
    package var excluded: Set<ID<Host>>
    /// `hw_architecture` of the image.
    package var architecture: String?

    package init(
        allocation: Allocation, availabilityZone: String? = nil, forcedHost: ID<Host>? = nil,
        excluded: Set<ID<Host>> = [], architecture: String? = nil
    ) {
        self.allocation = allocation
        self.availabilityZone = availabilityZone
        self.forcedHost = forcedHost
        self.excluded = excluded
        self.architecture = architecture
    }
}
