/// A server: what was asked, what was seen, and where it is.
package struct Server: Codable, Hashable, Sendable {
    package struct Key: Codable, Hashable, Sendable {
        package var name: String
        package var kind: KeyPair.Kind
        package var publicKey: String

        package init(name: String, kind: KeyPair.Kind, publicKey: String) {
            self.name = name
            self.kind = kind
            self.publicKey = publicKey
        }
    }

    /// `OS-DCF:diskConfig`: whether the service may fit the guest's partitions; kept and shown, guests do it themselves.
    package enum DiskConfig: String, Codable, Sendable { case automatic = "AUTO", manual = "MANUAL" }

    package var id: ID<Server>
    /// The number in `instance-%08x`, unique in the cloud.
    package var number: Int
    package var project: ID<Project>
    package var projectName: String
    package var user: ID<User>
    package var userName: String

    package var name: String
    package var hostname: String
    package var description: String?
    package var metadata: [String: String]
    package var tags: [String] = []
    package var isLocked = false
    /// Then only administrators unlock it.
    package var isLockedByAdmin = false
    package var lockedReason: String?
    /// Addresses to reach it by, as its owner noted them; nothing follows from them.
    package var accessIPv4: String?
    package var accessIPv6: String?
    package var diskConfig = DiskConfig.automatic

    /// Copied at the time of the request: a later change of the flavor does not change the server.
    package var flavor: Flavor
    /// Copied likewise; nil where it boots from a volume.
    package var image: Image?
    package var key: Key?
    package var hasUserData: Bool
    package var configDrive: Bool
    package var availabilityZone: String?
    package var securityGroups: [String]
    package var reservationID: String
    /// Its place among the servers that one request made.
    package var launchIndex: Int

    package var disks: [BlockDevice]
    package var interfaces: [ServerInterface]
    package var placements: [Placement] = []

    package var phase: ServerPhase
    package var operation: Operation?
    package var fault: Fault?

    /// Nil where it boots from its own disks.
    package var rescue: ServerRescue?
    package var power: PowerWish
    package var tasks: [MachineTask] = []
    /// Grows with each change of what the host shall hold.
    package var generation = 0
    package var observation: MachineObservation?
    package var resolved: ResolvedGuest?

    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var launchedAt: Timestamp?
    package var terminatedAt: Timestamp?

    package init(
        id: ID<Server>, number: Int, caller: Caller, name: String, hostname: String, description: String? = nil,
        metadata: [String: String] = [:], flavor: Flavor, image: Image?, key: Key? = nil, hasUserData: Bool = false,
        configDrive: Bool = false, availabilityZone: String? = nil, securityGroups: [String] = [],
        reservationID: String, launchIndex: Int = 0, disks: [BlockDevice], interfaces: [ServerInterface],
        createdAt: Timestamp
    ) {
        self.id = id
        self.number = number
        self.project = caller.project
        self.projectName = caller.projectName
        self.user = caller.user
        self.userName = caller.userName
        self.name = name
        self.hostname = hostname
        self.description = description
        self.metadata = metadata
        self.flavor = flavor
        self.image = image
        self.key = key
        self.hasUserData = hasUserData
        self.configDrive = configDrive
        self.availabilityZone = availabilityZone
        self.securityGroups = securityGroups
        self.reservationID = reservationID
        self.launchIndex = launchIndex
        self.disks = disks
        self.interfaces = interfaces
        self.phase = .building(.scheduling)
        self.power = PowerWish(state: .on, generation: 1)
        self.createdAt = createdAt
        self.updatedAt = createdAt
    }
}

extension Server {
    /// Where it runs now; nil before it is placed and after it is gone.
    package var currentPlacement: Placement? { placements.first { $0.role == .current } }

    package var host: ID<Host>? { currentPlacement?.host }

    package var ports: [Port] { interfaces.compactMap(\.port) }

    package var identity: MachineIdentity {
        MachineIdentity(
            server: id, number: number, name: name, hostname: hostname, project: project, projectName: projectName,
            user: user, userName: userName, createdAt: createdAt)
    }

    /// Whose authority a workflow uses for it.
    package var caller: Caller {
        Caller(user: user, userName: userName, project: project, projectName: projectName, roles: ["member"])
    }
}
