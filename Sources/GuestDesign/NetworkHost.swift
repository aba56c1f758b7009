/// A machine that serves storage over the network.
package struct NetworkHost: Codable, Hashable, Sendable {
    package var name: String
    package var port: String?

    package init(name: String, port: String?) {
        self.name = name
        self.port = port
    }
}
