internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Identity API v3 reference, section "Users".

extension IdentityAPI {
    @Sendable func listUsers(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var query = Query(request)
        let (name, enabled) = (query.last("name"), try query.bool("enabled"))
        let isOurs = Self.isOurDomain(&query)
        let users = try await identity.allUsers().filter {
            isOurs && (name == nil || $0.name == name) && (enabled == nil || $0.isEnabled == enabled)
        }
        return list("users", users.map { userView($0, request) }, request)
    }

    @Sendable func createUser(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var body = try Fields(try await request.document(), path: "")
        var fields = try body.object("user")
        let name = try fields.string("name")
        let user = try await identity.createUser(name: name, try Self.userChange(&fields))
        return .json(.envelope("user", userView(user, request)), status: .created)
    }

    @Sendable func showUser(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try await ownOrAny(request, context)
        return .json(.envelope("user", userView(try await identity.user(id), request)))
    }

    @Sendable func updateUser(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var body = try Fields(try await request.document(), path: "")
        var fields = try body.object("user")
        var change = try Self.userChange(&fields)
        change.name = try fields.optionalString("name", length: 1...255)
        let user = try await identity.updateUser(ID(context.parameter("user")), change)
        return .json(.envelope("user", userView(user, request)))
    }

    @Sendable func deleteUser(_ request: Request, _ context: APIContext) async throws -> Response {
        let token = try await administrator(request)
        let id = ID<User>(context.parameter("user"))
        guard token.user.id != id else { throw APIError.forbidden("User \(id) is you: ask another administrator.") }
        try await identity.deleteUser(id)
        return .empty(.noContent)
    }

    @Sendable func changePassword(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try await ownOrAny(request, context)
        var body = try Fields(try await request.document(), path: "")
        var fields = try body.object("user")
        let old = Secret(try fields.string("original_password", length: 0...4096))
        let new = Secret(try fields.string("password", length: 1...4096))
        try await identity.changePassword(of: id, from: old, to: new, remoteAddress: context.remoteAddress)
        return .empty(.noContent)
    }

    @Sendable func listProjectsOfUser(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try await ownOrAny(request, context)
        _ = try await identity.user(id)
        return list("projects", try await identity.projects(of: id).map { projectView($0, request) }, request)
    }

    /// The user of the path.
    ///
    /// - Throws: 403 for another one than the bearer, but for administrators.
    private func ownOrAny(_ request: Request, _ context: APIContext) async throws -> ID<User> {
        let token = try await bearer(request)
        let id = ID<User>(context.parameter("user"))
        guard token.isAdmin || token.user.id == id else { throw Self.forbidden }
        return id
    }

    private func userView(_ user: UserRecord, _ request: Request) -> JSONValue {
        [
            "id": .string(user.id.value), "name": .string(user.name), "description": .string(user.description),
            "email": JSONValue(user.email), "enabled": .bool(user.isEnabled), "domain_id": .string(IdentityDomain.id),
            "default_project_id": JSONValue(user.defaultProject?.value), "password_expires_at": nil, "options": [:],
            "links": link("users/\(user.id)", request),
        ]
    }

    private static func userChange(_ fields: inout Fields) throws -> UserChange {
        try requireOurDomain(&fields)
        var change = UserChange()
        change.description = try fields.optionalString("description", length: 0...4096)
        change.email = try fields.optionalString("email")
        change.defaultProject = try fields.optionalString("default_project_id", length: 1...64).map { ID($0) }
        change.isEnabled = try fields.optionalBool("enabled")
        change.password = try fields.optionalString("password", length: 1...4096).map { Secret($0) }
        return change
    }
}
