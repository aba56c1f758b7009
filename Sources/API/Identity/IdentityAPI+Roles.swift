internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Identity API v3 reference, section "Roles".

extension IdentityAPI {
    @Sendable func listRoles(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var query = Query(request)
        let name = query.last("name")
        let isGlobal = query.last("domain_id") == nil
        let roles = try await identity.allRoles().filter { isGlobal && (name == nil || $0.name == name) }
        return list("roles", roles.map { roleView($0, request) }, request)
    }

    @Sendable func createRole(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var body = try Fields(try await request.document(), path: "")
        var fields = try body.object("role")
        let role = try await identity.createRole(
            name: try fields.string("name"),
            description: try fields.optionalString("description", length: 0...4096) ?? ""
        )
        return .json(.envelope("role", roleView(role, request)), status: .created)
    }

    @Sendable func showRole(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        return .json(
            .envelope("role", roleView(try await identity.role(ID(context.parameter("role"))), request))
        )
    }

    @Sendable func updateRole(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var body = try Fields(try await request.document(), path: "")
        var fields = try body.object("role")
        let role = try await identity.updateRole(
            ID(context.parameter("role")),
            name: try fields.optionalString("name", length: 1...255),
            description: try fields.optionalString("description", length: 0...4096)
        )
        return .json(.envelope("role", roleView(role, request)))
    }

    @Sendable func deleteRole(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        try await identity.deleteRole(ID(context.parameter("role")))
        return .empty(.noContent)
    }

    func roleView(_ role: RoleRecord, _ request: Request) -> JSONValue {
        [
            "id": .string(role.id.value), "name": .string(role.name), "description": .string(role.description),
            "domain_id": nil, "options": [:], "links": link("roles/\(role.id)", request),
        ]
    }
}
