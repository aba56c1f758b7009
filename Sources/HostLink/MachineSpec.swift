package import Model
internal import Store

/// What a host shall hold for one placement. It is complete: a host needs no other record, and no earlier spec.
package struct MachineSpec: Record, Hashable {
    package enum Presence: String, Codable, Sendable {
        case present
        /// To be removed with all that belongs to it. Nothing is ever removed for want of a spec, only by this word.
        case absent
    }

    package static let prefix = "hosts/"

    package static func includes(_ id: String) -> Bool { HostKeys.Kind(of: id) == .spec }

    package var placement: ID<Placement>
    package var host: ID<Host>
    /// The placement's; a host acts on an `absent` only of the epoch that it holds.
    package var epoch: Int
    /// Grows with each change; a report names the generation that it has come to.
    package var generation: Int
    package var presence: Presence
    /// With `absent` it says what there was, so that all of it is found again after a crash.
    package var machine: Machine

    package var server: ID<Server> { machine.identity.server }

    package var owner: ID<Project>? { machine.identity.project }

    package init(
        placement: ID<Placement>, host: ID<Host>, epoch: Int, generation: Int, presence: Presence, machine: Machine
    ) {
        self.placement = placement
        self.host = host
        self.epoch = epoch
        self.generation = generation
        self.presence = presence
        self.machine = machine
    }

    /// The spec of a server's placement: the only producer of specs.
    package static func project(
        _ server: Server, _ placement: Placement, userData: [UInt8]?, defaultZone: String
    ) -> MachineSpec {
        MachineSpec(
            placement: placement.id, host: placement.host, epoch: placement.epoch, generation: server.generation,
            presence: placement.isWithdrawn ? .absent : .present,
            machine: Machine(
                identity: server.identity, flavor: server.flavor, image: server.image, disks: server.disks,
                configDrive: server.configDrive, ports: server.ports,
                guestFacts: GuestFacts(server, userData: userData, defaultZone: defaultZone),
                power: server.power, tasks: server.tasks, resolved: server.resolved,
                numa: placement.numa, rescue: server.rescue))
    }
}
