internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Identity API v3 reference, section "Roles", "Assign role to user on project" and what follows.

extension IdentityAPI {
    @Sendable func listRolesOfUser(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        let roles = try await identity.roles(of: ID(context.parameter("user")), in: try target(context))
        return list("roles", roles.map { roleView($0, request) }, request)
    }

    @Sendable func assignRole(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        try await identity.assign(try assignment(context))
        return .empty(.noContent)
    }

    /// Also for HEAD.
    @Sendable func checkRole(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        guard try await identity.isAssigned(try assignment(context)) else {
            throw APIError.notFound("Role assignment with role", context.parameter("role"))
        }
        return .empty(.noContent)
    }

    @Sendable func unassignRole(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        try await identity.unassign(try assignment(context))
        return .empty(.noContent)
    }

    @Sendable func listAssignments(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var query = Query(request)
        let filter = AssignmentFilter(&query)
        let names = query.has("include_names") && query.last("include_names")?.lowercased() != "false"
        let roles = Dictionary(uniqueKeysWithValues: try await identity.allRoles().map { ($0.id, $0.name) })
        let users = Dictionary(uniqueKeysWithValues: try await identity.allUsers().map { ($0.id, $0.name) })
        let projects = Dictionary(uniqueKeysWithValues: try await identity.allProjects().map { ($0.id, $0.name) })
        let base = catalog.base(request)
        let items = try await identity.allAssignments().filter(filter.takes).map { assignment in
            AssignmentView(
                assignment,
                role: roles[assignment.role],
                user: users[assignment.user],
                project: assignment.target.project.flatMap { projects[$0] },
                hasNames: names
            ).document(base)
        }
        return list("role_assignments", items, request)
    }

    private func assignment(_ context: APIContext) throws(APIError) -> Assignment {
        Assignment(
            user: ID(context.parameter("user")),
            target: try target(context),
            role: ID(context.parameter("role"))
        )
    }

    /// Where the path says that the role is held.
    private func target(_ context: APIContext) throws(APIError) -> AssignmentTarget {
        let project = context.parameter("project")
        if !project.isEmpty { return .project(ID(project)) }
        if context.parameter("domain").isEmpty { return .system }
        try requireDomain(context)
        return .domain
    }
}
