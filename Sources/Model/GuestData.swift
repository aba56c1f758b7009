/// What a guest may learn about itself, by config drive or from the metadata service: one truth for both.
package struct GuestData: Sendable {
    package var identity: MachineIdentity
    package var facts: GuestFacts
    package var flavorName: String
    package var image: ID<Image>?
    package var ports: [Port]
    package var disks: [BlockDevice]

    package init(
        identity: MachineIdentity, facts: GuestFacts, flavor: Flavor, image: Image?, ports: [Port],
        disks: [BlockDevice]
    ) {
        self.identity = identity
        self.facts = facts
        flavorName = flavor.name
        self.image = image?.id
        self.ports = ports
        self.disks = disks
    }

    package init(server: Server, userData: [UInt8]?, defaultZone: String) {
        self.init(
            identity: server.identity, facts: GuestFacts(server, userData: userData, defaultZone: defaultZone),
            flavor: server.flavor, image: server.image, ports: server.ports, disks: server.disks)
    }
}
