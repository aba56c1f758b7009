package import Model

/// Where a machine's files lie: Nova's names, which operators and their tools know.
package struct MachineFiles: Hashable, Sendable {
    /// The folder of all machines, absolute.
    package let instances: String

    package init(instances: String) { self.instances = instances }

    package func folder(_ server: ID<Server>) -> String { "\(instances)/\(server)" }
    package func disk(_ name: String, of server: ID<Server>) -> String { "\(folder(server))/\(name)" }
    package func consoleLog(of server: ID<Server>) -> String { "\(folder(server))/console.log" }
    package var cache: String { "\(instances)/_base" }
}
