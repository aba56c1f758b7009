package import Model

/// The network service, as far as a server needs it.
///
/// Whatever makes something is find-or-create by a name of ours, so that it can be called again after a crash.
package protocol Networks: Sendable {
    /// The networks that a server of this caller may be put on: its project's and shared ones.
    func networks(for caller: Caller) async throws(CloudError) -> [Network]

    func network(_ id: ID<Network>, for caller: Caller) async throws(CloudError) -> Network

    func port(_ id: ID<Port>, for caller: Caller) async throws(CloudError) -> Port

    /// The network that `auto` stands for; made where the project has none.
    ///
    /// - Throws: `CloudError.badRequest` where the service cannot make one.
    func automaticNetwork(for caller: Caller) async throws(CloudError) -> Network

    /// The server's port of that name, made on the network if there is none yet.
    ///
    /// - Throws: `CloudError.badRequest` for an address outside the network, `.conflict` for one that is taken or where
    ///   no address is left, `.overQuota`.
    func findOrCreatePort(_ request: PortRequest, for caller: Caller) async throws(CloudError) -> Port

    /// Gives a port that the tenant made to the server.
    ///
    /// - Throws: `CloudError.conflict` where another device has it.
    func claimPort(_ id: ID<Port>, server: ID<Server>, for caller: Caller) async throws(CloudError) -> Port

    /// Binds the server's port to a host; the answer tells how a guest is connected there.
    func bindPort(_ id: ID<Port>, to host: ID<Host>, for caller: Caller) async throws(CloudError) -> Port

    /// How a guest would be connected to the port on that host; nothing is bound or kept. The port, and its network, may
    /// be made up.
    func previewBinding(
        of port: Port, to host: ID<Host>, for caller: Caller
    ) async throws(CloudError) -> PortBinding

    /// All ports that carry the server as their device.
    func ports(of server: ID<Server>) async throws(CloudError) -> [Port]

    /// Deletes the server's port if the server's creation made it, otherwise unbinds it and gives it back; does nothing
    /// where it is gone or is not the server's.
    func releasePort(_ id: ID<Port>, of server: ID<Server>) async throws(CloudError)
}

/// A port to be made for a server.
package struct PortRequest: Sendable, Hashable {
    package var network: ID<Network>
    package var server: ID<Server>
    /// Unique among the server's ports: what it is found by.
    package var name: String
    package var fixedAddress: String?
    package var securityGroups: [String]
    package var availabilityZone: String?

    package init(
        network: ID<Network>, server: ID<Server>, name: String, fixedAddress: String? = nil,
        securityGroups: [String] = [], availabilityZone: String? = nil
    ) {
        self.network = network
        self.server = server
        self.name = name
        self.fixedAddress = fixedAddress
        self.securityGroups = securityGroups
        self.availabilityZone = availabilityZone
    }
}
