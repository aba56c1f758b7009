internal import Model
internal import Store

/// That a MAC or an IP address of a network is taken: `networks/taken/<network>/<address>`.
///
/// It is put in the transaction that makes the port, and only where there is none: so no address is given twice.
struct TakenAddress: Record, Hashable {
    static let prefix = "networks/taken/"

    let port: ID<Port>
    /// nil for a MAC.
    let subnet: ID<Subnet>?

    static func under(_ network: ID<Network>) -> String { network.value + "/" }

    static func addresses(_ network: ID<Network>) -> String { under(network) + "ip/" }

    static func key(_ network: ID<Network>, _ address: IPv4Address) -> String {
        addresses(network) + address.description
    }

    static func key(_ network: ID<Network>, mac: String) -> String { under(network) + "mac/" + mac }
}
