internal import HostLink
package import Model
internal import Store

/// A network of the embedded network service with its subnets.
///
/// Whatever is made on a network compares its record, which each change to its subnets and hosts puts anew.
///
/// Source: Networking API v2.0 reference, section "Networks".
package struct NetworkRecord: Record, Hashable {
    package static let prefix = "networks/records/"
    /// Bytes; what a virtio interface on a Linux bridge has by default.
    package static let defaultMTU = 1500

    package let id: ID<Network>
    package var name: String
    package var description: String
    package let project: ID<Project>
    package var isShared: Bool
    package var isUp: Bool
    package var mtu: Int
    /// Whether ports are held to their own addresses unless they say otherwise.
    package var hasPortSecurity: Bool
    package var subnets: [SubnetRecord] = []
    /// The hosts that were told to offer the network.
    package var hosts: [ID<Host>] = []
    /// Grows with what hosts must know.
    package var generation = 1
    /// Since when no port may be made on it, because something of it is being deleted.
    var closedSince: Timestamp?
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    /// How often it was changed.
    package var changes = 0

    package var owner: ID<Project>? { project }

    package var network: Network {
        Network(id: id, name: name, owner: project, isShared: isShared, mtu: mtu)
    }

    var bridge: String { Self.bridge(of: id) }

    /// The host's bridge: the kernel takes up to 15 characters for a link's name.
    static func bridge(of network: ID<Network>) -> String {
        "vbr" + String(network.value.filter { $0 != "-" }.prefix(11))
    }

    func spec(on host: ID<Host>, presence: NetworkSpec.Presence = .present) -> NetworkSpec {
        NetworkSpec(
            network: id,
            host: host,
            generation: generation,
            presence: presence,
            bridge: bridge,
            mtu: mtu,
            subnets: subnets.map { subnet in
                NetworkSpec.Subnet(
                    cidr: subnet.cidr.description,
                    gateway: subnet.gateway?.description,
                    nameservers: subnet.nameservers,
                    hasDHCP: subnet.hasDHCP
                )
            },
            owner: project
        )
    }

    /// Whether the caller may put ports on it.
    package func isUsable(by caller: Caller) -> Bool { caller.isAdmin || isShared || project == caller.project }

    /// Whether the caller may change it.
    package func isOwned(by caller: Caller) -> Bool { caller.isAdmin || project == caller.project }
}
