/// A network of the network service; a server knows it by what its ports carry.
package struct Network: Codable, Hashable, Sendable {
    package var id: ID<Network>
    package var name: String
    package var owner: ID<Project>
    package var isShared: Bool
    package var isExternal: Bool
    /// Bytes; nil where the network service does not say.
    package var mtu: Int?

    package init(
        id: ID<Network>, name: String, owner: ID<Project>, isShared: Bool, isExternal: Bool = false, mtu: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.owner = owner
        self.isShared = isShared
        self.isExternal = isExternal
        self.mtu = mtu
    }
}

/// A subnet of the network service; only its id is known here.
package enum Subnet {}
