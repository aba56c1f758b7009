/// An address that a network's DHCP server has given out.
package struct DHCPLease: Sendable, Equatable {
    /// The network's bridge.
    package let interface: String
    /// nil for an IPv6 lease, which need not tell it.
    package let mac: String?
    package let address: String
    /// The length of the subnet's prefix in bits.
    package let prefix: Int
    package let hostname: String?
    /// Seconds since 1970 at which the lease ends.
    package let expiry: Int64
}
