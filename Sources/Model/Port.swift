/// A port of the network service: one network interface of a server.
///
/// Source: Networking API v2.0 reference, section "Ports" with the port binding extension.
package struct Port: Codable, Hashable, Sendable {
    package var id: ID<Port>
    package var network: Network
    package var mac: String
    package var addresses: [FixedAddress]
    /// The server that owns it; nil for a free port.
    package var device: ID<Server>?
    package var owner: ID<Project>
    /// How a host connects a guest to it; nil before the port is bound to a host.
    package var binding: PortBinding?
    /// Whether the port was made for the server, so that it goes with it.
    package var isOwnedByServer: Bool

    package init(
        id: ID<Port>, network: Network, mac: String, addresses: [FixedAddress], device: ID<Server>?,
        owner: ID<Project>, binding: PortBinding? = nil, isOwnedByServer: Bool
    ) {
        self.id = id
        self.network = network
        self.mac = mac
        self.addresses = addresses
        self.device = device
        self.owner = owner
        self.binding = binding
        self.isOwnedByServer = isOwnedByServer
    }

    /// The host's device for it: `tap` and the first 11 characters of the id, as Neutron's agents expect.
    package var deviceName: String { "tap" + String(id.value.prefix(11)) }
}
