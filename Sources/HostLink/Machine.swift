package import Model

/// All that a host must know to hold a machine.
package struct Machine: Codable, Hashable, Sendable {
    package var identity: MachineIdentity
    package var flavor: Flavor
    package var image: Image?
    package var disks: [BlockDevice]
    package var configDrive: Bool
    package var ports: [Port]
    package var guestFacts: GuestFacts
    package var power: PowerWish
    package var tasks: [MachineTask]
    package var resolved: ResolvedGuest?
    /// Where its NUMA cells lie; nil for a machine without.
    package var numa: NUMAPlacement?
    /// Nil where it boots from its own disks.
    package var rescue: ServerRescue?

    /// What its guest may learn about itself.
    package var guestData: GuestData {
        GuestData(identity: identity, facts: guestFacts, flavor: flavor, image: image, ports: ports, disks: disks)
    }

    private enum CodingKeys: String, CodingKey {
        case identity, flavor, image, disks, configDrive, ports
        // The name that a record has had since it held a copy of the others beside these.
        case guestFacts = "guestData"
        case power, tasks, resolved, numa, rescue
    }

    package init(
        identity: MachineIdentity, flavor: Flavor, image: Image?, disks: [BlockDevice], configDrive: Bool,
        ports: [Port], guestFacts: GuestFacts, power: PowerWish, tasks: [MachineTask] = [],
        resolved: ResolvedGuest? = nil, numa: NUMAPlacement? = nil, rescue: ServerRescue? = nil
    ) {
        self.identity = identity
        self.flavor = flavor
        self.image = image
        self.disks = disks
        self.configDrive = configDrive
        self.ports = ports
        self.guestFacts = guestFacts
        self.power = power
        self.tasks = tasks
        self.resolved = resolved
        self.numa = numa
        self.rescue = rescue
    }
}
