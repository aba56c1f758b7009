package import Model

/// What a client says about a subnet; nil: unsaid.
package struct SubnetDraft: Sendable {
    package enum Gateway: Sendable {
        /// The block's first address.
        case unsaid
        case none
        case address(IPv4Address)
    }

    package var name: String?
    package var description: String?
    package var gateway: Gateway = .unsaid
    package var hasDHCP: Bool?
    package var nameservers: [String]?
    package var pools: [AddressPool]?
    package var routes: [FixedAddress.Route]?

    package init() {}
}
