package import Model

/// What a client says about a port; nil: unsaid.
package struct PortDraft: Sendable {
    /// An address that is wanted: any of a subnet, or one of any subnet.
    package struct Address: Sendable {
        package var subnet: ID<Subnet>?
        package var address: IPv4Address?

        package init(subnet: ID<Subnet>?, address: IPv4Address?) {
            self.subnet = subnet
            self.address = address
        }
    }

    package var name: String?
    package var description: String?
    /// For administrators only; the caller's project otherwise.
    package var project: ID<Project>?
    package var mac: String?
    package var addresses: [Address]?
    package var isUp: Bool?
    package var hasSecurity: Bool?
    /// Names or ids.
    package var securityGroups: [String]?
    package var device: String?
    package var deviceOwner: String?
    /// For administrators only: `binding:profile`.
    package var profile: [String: String]?
    var tag: String?

    package init() {}
}
