/// Which kind of element of a network is changed (a `virNetworkUpdateSection`).
package enum NetworkSection: UInt32, Sendable {
    /// `<ip><dhcp><host>`: an address reserved for a MAC.
    case dhcpHost = 4
    /// `<dns><host>`.
    case dnsHost = 10
}
