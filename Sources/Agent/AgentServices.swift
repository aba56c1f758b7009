package import GuestDesign
internal import HostLink
package import Hypervisor
package import InstanceMetadata
package import Logging
package import Model
package import Runtime
package import Store

/// All that an agent works with.
package struct AgentServices: Sendable {
    package let host: ID<Host>
    /// Differs after every boot of the host: guests do not outlive it.
    package let bootID: String
    package let runtime: any Runtime
    package let store: any Store
    package let hypervisor: any Hypervisor
    package let disks: any HostDisks
    package let networks: any HostNetworks
    package let settings: HostSettings
    package let software: GuestSoftware
    /// What guests may learn, as their config drives tell it.
    package let metadata: GuestMetadata
    /// How many guests are built or started at a time.
    package let maximumBuilds: Int
    /// Whether guests that ran when the host went down are started at its next boot; Nova's
    /// `resume_guests_state_on_host_boot`.
    package let resumesGuests: Bool
    package let logger: Logger

    package init(
        host: ID<Host>, bootID: String, runtime: any Runtime, store: any Store, hypervisor: any Hypervisor,
        disks: any HostDisks,
        networks: any HostNetworks, settings: HostSettings, software: GuestSoftware,
        metadata: GuestMetadata = GuestMetadata(), maximumBuilds: Int = 4,
        resumesGuests: Bool = false, logger: Logger
    ) {
        self.host = host
        self.bootID = bootID
        self.runtime = runtime
        self.store = store
        self.hypervisor = hypervisor
        self.disks = disks
        self.networks = networks
        self.settings = settings
        self.software = software
        self.metadata = metadata
        self.maximumBuilds = maximumBuilds
        self.resumesGuests = resumesGuests
        self.logger = logger
    }

    var keys: HostKeys { HostKeys(host) }
}
