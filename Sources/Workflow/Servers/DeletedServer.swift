package import Model
internal import Store

/// What is kept of a deleted server for a while: for `changes-since`, and for the actions of deleted servers.
package struct DeletedServer: Record, Hashable {
    package static let prefix = "deleted-servers/"

    package var server: Server

    package var owner: ID<Project>? { server.project }

    package init(server: Server) { self.server = server }
}
