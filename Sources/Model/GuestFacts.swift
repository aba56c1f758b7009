/// What a guest may learn about itself beyond what its machine is.
package struct GuestFacts: Codable, Hashable, Sendable {
    package var key: Server.Key?
    package var metadata: [String: String]
    /// As given at the creation, decoded.
    package var userData: [UInt8]?
    package var availabilityZone: String
    package var launchIndex: Int
    package var reservationID: String
    package var securityGroups: [String]

    package init(_ server: Server, userData: [UInt8]?, defaultZone: String) {
        key = server.key
        metadata = server.metadata
        self.userData = userData
        availabilityZone = server.availabilityZone ?? defaultZone
        launchIndex = server.launchIndex
        reservationID = server.reservationID
        securityGroups = server.securityGroups
    }
}
