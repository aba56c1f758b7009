package import Model

/// Where a server's user data lies: as bytes, outside the replicas.
package enum UserData {
    package static func key(of server: ID<Server>) -> String { "user-data/\(server)" }
}
