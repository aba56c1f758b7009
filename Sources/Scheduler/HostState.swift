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

    package init(
        host: ID<Host>, capacity: Allocation, used: Allocation, isAlive: Bool, isEnabled: Bool,
        availabilityZone: String, architecture: String
    ) {
        self.host = host
        self.capacity = capacity
        self.used = used
        self.isAlive = isAlive
        self.isEnabled = isEnabled
        self.availabilityZone = availabilityZone
        self.architecture = architecture
    }

    package var free: Allocation { capacity - used }
}
