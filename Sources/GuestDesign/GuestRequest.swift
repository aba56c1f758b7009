package import Demands
package import Model

/// All that a guest is designed from.
package struct GuestRequest: Hashable, Sendable {
    package var identity: MachineIdentity
    package var flavor: Flavor
    package var image: Image?
    package var demands: Demands
    /// The server's own disks: root, ephemeral, swap.
    package var disks: [BlockDevice]
    package var volumes: [AttachedVolume] = []
    package var configDrive: Bool
    package var ports: [Port]
    package var hostDevices: [HostDevice] = []
    /// Where the guest's NUMA cells lie; nil for a guest without.
    package var numa: NUMAPlacement?
    package var kernel: KernelBoot?
    package var rescue: RescueBoot?
    /// The name of the root disk that the tenant chose.
    package var rootDeviceName: String?
    /// UUID of the libvirt secret that seals the emulated TPM.
    package var tpmSecret: String?
    /// TCP ports for serial consoles, where these listen on an address.
    package var serialTCPPorts: [Int] = []
    package var software: GuestSoftware
    package var settings: HostSettings
    package var capabilities: HostCapabilities
    /// What libvirt chose before; nil at the first define.
    package var resolved: ResolvedGuest?

    package init(
        identity: MachineIdentity, flavor: Flavor, image: Image?, demands: Demands, disks: [BlockDevice],
        configDrive: Bool, ports: [Port], software: GuestSoftware, settings: HostSettings,
        capabilities: HostCapabilities, resolved: ResolvedGuest? = nil
    ) {
        self.identity = identity
        self.flavor = flavor
        self.image = image
        self.demands = demands
        self.disks = disks
        self.configDrive = configDrive
        self.ports = ports
        self.software = software
        self.settings = settings
        self.capabilities = capabilities
        self.resolved = resolved
    }
}
