package import Model
internal import Store

/// A port of the embedded network service.
///
/// Source: Networking API v2.0 reference, section "Ports".
package struct PortRecord: Record, Hashable {
    package struct Address: Codable, Hashable, Sendable {
        package let subnet: ID<Subnet>
        package let address: IPv4Address
    }

    package static let prefix = "networks/ports/"

    package let id: ID<Port>
    package let network: ID<Network>
    package let project: ID<Project>
    package var name: String
    package var description: String
    package let mac: String
    package var addresses: [Address]
    package var isUp: Bool
    package var hasSecurity: Bool
    package var securityGroups: [ID<SecurityGroupRecord>]
    /// What it belongs to, a server's id mostly; empty for a free port.
    package var device: String
    package var deviceOwner: String
    /// The name by which the maker of the server's ports finds this one; nil for a port that a tenant made.
    package var tag: String?
    package var host: ID<Host>?
    package var binding: PortBinding?
    /// `binding:profile`, which goes into the binding; nil: never said.
    package var profile: [String: String]?
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    /// How often it was changed.
    package var changes = 0

    package var owner: ID<Project>? { project }

    /// The port as a server carries it.
    func port(on network: NetworkRecord) -> Port {
        Port(
            id: id,
            network: network.network,
            mac: mac,
            addresses: addresses.compactMap { held in
                network.subnets.first { $0.id == held.subnet }?.fixed(held.address)
            },
            device: device.isEmpty ? nil : ID(device),
            owner: project,
            binding: binding,
            isOwnedByServer: tag != nil
        )
    }

    /// The key of the record that leads from its device to it; nil where it has none.
    var deviceKey: String? {
        device.isEmpty ? nil : DevicePort.key(device, tag.map(DevicePort.Name.tag) ?? .port(id))
    }
}
