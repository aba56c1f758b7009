package import Cloud
package import HostLink
internal import Model
internal import Store
package import Workflow

/// What the Compute API works with.
package struct Compute: Sendable {
    let operations: ServerOperations
    let services: WorkflowServices
    let identity: any Identity
    let consoleLogs: any ConsoleLogs
    let guestExplanations: any GuestExplanations
    let publicURL: String?
    let serverViews: ServerViewCache

    /// - Parameters:
    ///   - publicURL: scheme, host and port that clients reach the service by, without a slash at the end; nil for
    ///     those that each request names.
    ///   - viewCacheBytes: how much memory encoded servers may take.
    package init(
        controller: Controller,
        identity: any Identity,
        consoleLogs: any ConsoleLogs,
        guestExplanations: any GuestExplanations,
        publicURL: String? = nil,
        viewCacheBytes: Int = 64 << 20
    ) {
        operations = ServerOperations(controller)
        services = controller.services
        self.identity = identity
        self.consoleLogs = consoleLogs
        self.guestExplanations = guestExplanations
        self.publicURL = publicURL
        let servers = controller.services.replicas.servers
        serverViews = ServerViewCache(maximumBytes: viewCacheBytes) { servers.count }
    }

    /// A collection of the store.
    func records<Value: Record>(_ type: Value.Type = Value.self) -> Collection<Value> { Collection(services.store) }

    /// The server as the replica shows it; the store is asked before a server is said to be missing.
    ///
    /// - Throws: 404.
    func server(_ request: ComputeRequest) async throws -> Stored<Server> {
        if let stored = services.replicas.servers.get(request.server.value, in: request.scope) { return stored }
        return try await operations.server(request.server, in: request.scope)
    }

    /// Returns once the replica shows what was just written to the server, so that the client's next request sees it.
    func settle(_ server: ID<Server>) async throws {
        guard let entry = try await services.store.get(Server.prefix + server.value) else { return }
        try await services.replicas.servers.wait(for: entry.modified)
    }
}
