internal import Model
internal import Store
internal import Workflow

/// Which servers a list asks for, in which order and how many.
struct ServerQuery: Sendable {
    let scope: Scope
    let page: Page
    private let sort: ServerSort
    private let predicates: [ServerFilter.Predicate]
    /// Deleted servers beside the others, or only them.
    private let includesDeleted: Bool
    private let onlyDeleted: Bool

    /// - Throws: 400 for what cannot be asked, 403 for what only administrators may ask.
    init(_ request: ComputeRequest, maximum: Int) throws(APIError) {
        var query = request.query
        let isAdmin = request.caller.isAdmin
        page = try Page(&query, maximum: maximum)
        sort = try ServerSort(&query, isAdmin: isAdmin, version: request.version)
        let everywhere = try Self.allTenants(&query)
        if everywhere { try request.check(.listServersOfAllProjects) }
        scope = everywhere ? .all : request.caller.scope
        let deleted = try Self.deleted(&query, isAdmin: isAdmin)
        onlyDeleted = deleted
        includesDeleted = deleted || query.has("changes-since")
        var predicates: [ServerFilter.Predicate] = []
        for filter in ServerFilter.all where filter.from <= request.version {
            let values = query.all(filter.name)
            let ignored = !everywhere && ["project_id", "tenant_id"].contains(filter.name)
            guard !values.isEmpty, filter.isForEveryone || isAdmin, !ignored else { continue }
            predicates.append(try filter.make(values, request.version))
        }
        self.predicates = predicates
        try request.finish(query)
    }

    private static func allTenants(_ query: inout Query) throws(APIError) -> Bool {
        guard let text = query.last("all_tenants") else { return false }
        guard !text.isEmpty else { return true }
        guard let flag = Bool(openStack: text) else {
            throw .badRequest(
                "Invalid input for query parameter 'all_tenants': must be a boolean; the value is "
                    + "'\(text.prefix(64))'."
            )
        }
        return flag
    }

    /// Whether only deleted servers are wanted; others than administrators cannot ask for them by status.
    private static func deleted(_ query: inout Query, isAdmin: Bool) throws(APIError) -> Bool {
        _ = query.all("soft_deleted")
        let flag = isAdmin ? try query.bool("deleted") : nil
        _ = query.all("deleted")
        guard query.values("status").contains(where: { $0.uppercased() == "DELETED" }) else { return flag ?? false }
        guard isAdmin else { throw .forbidden("Only administrators may list deleted instances") }
        return true
    }

    /// All that match, in their order.
    func run(_ compute: Compute) async throws -> [Stored<Server>] {
        var servers = onlyDeleted ? [] : compute.services.replicas.servers.all(in: scope)
        if includesDeleted {
            let living = Set(servers.lazy.map(\.key))
            servers += try await compute.records(DeletedServer.self).list(in: scope)
                .filter { !living.contains($0.key) }
                .map { Stored(key: $0.key, value: $0.value.server, created: $0.created, revision: $0.revision) }
        }
        if !predicates.isEmpty {
            servers = servers.filter { stored in predicates.allSatisfy { $0(stored.value) } }
        }
        return sort.sorted(servers)
    }
}
