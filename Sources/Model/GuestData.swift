/// What a guest may learn about itself, by config drive or from the metadata service: one truth for both.
package struct GuestData: Codable, Hashable, Sendable {
    package var identity: MachineIdentity
    package var key: Server.Key?
    package var metadata: [String: String]
    /// As given at the creation, decoded.
    package var userData: [UInt8]?
    package var availabilityZone: String
    package var launchIndex: Int
    package var reservationID: String
    package var flavorName: String
    package var image: ID<Image>?
    package var securityGroups: [String]
    package var ports: [Port]
    package var disks: [BlockDevice]

    package init(server: Server, userData: [UInt8]?, defaultZone: String) {
        identity = server.identity
        key = server.key
        metadata = server.metadata
        self.userData = userData
        availabilityZone = server.availabilityZone ?? defaultZone
        launchIndex = server.launchIndex
        reservationID = server.reservationID
        flavorName = server.flavor.name
        image = server.image?.id
        securityGroups = server.securityGroups
        ports = server.ports
        disks = server.disks
    }
}
