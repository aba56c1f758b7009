/// One interface of a server: what was asked for and the port that answers it.
package struct ServerInterface: Codable, Hashable, Sendable {
    package enum Request: Codable, Hashable, Sendable {
        /// A new port on that network, with that address if given.
        case network(ID<Network>, fixedAddress: String?)
        /// A port that the tenant made.
        case port(ID<Port>)
    }

    package var request: Request
    package var tag: String?
    /// Marks the port as ours before it exists, so that it is found again after a crash: server id and index.
    package var name: String
    /// As the network service described it, once it is there; bound to the host when it carries a binding.
    package var port: Port?

    package init(request: Request, tag: String? = nil, name: String, port: Port? = nil) {
        self.request = request
        self.tag = tag
        self.name = name
        self.port = port
    }
}
