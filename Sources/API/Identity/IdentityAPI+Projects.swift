internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Identity API v3 reference, section "Projects".

extension IdentityAPI {
    @Sendable func listProjects(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var query = Query(request)
        let (name, enabled) = (query.last("name"), try query.bool("enabled"))
        let isOurs = Self.isOurDomain(&query)
        let projects = try await identity.allProjects().filter {
            isOurs && (name == nil || $0.name == name) && (enabled == nil || $0.isEnabled == enabled)
        }
        return list("projects", projects.map { projectView($0, request) }, request)
    }

    @Sendable func createProject(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var body = try Fields(try await request.document(), path: "")
        var fields = try body.object("project")
        let name = try fields.string("name", length: 1...64)
        let project = try await identity.createProject(name: name, try Self.projectChange(&fields))
        return .json(.envelope("project", projectView(project, request)), status: .created)
    }

    @Sendable func showProject(_ request: Request, _ context: APIContext) async throws -> Response {
        let token = try await bearer(request)
        let id = ID<Project>(context.parameter("project"))
        guard token.isAdmin || token.project?.id == id else { throw Self.forbidden }
        return .json(.envelope("project", projectView(try await identity.project(id), request)))
    }

    @Sendable func updateProject(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var body = try Fields(try await request.document(), path: "")
        var fields = try body.object("project")
        var change = try Self.projectChange(&fields)
        change.name = try fields.optionalString("name", length: 1...64)
        let project = try await identity.updateProject(ID(context.parameter("project")), change)
        return .json(.envelope("project", projectView(project, request)))
    }

    @Sendable func deleteProject(_ request: Request, _ context: APIContext) async throws -> Response {
        let token = try await administrator(request)
        let id = ID<Project>(context.parameter("project"))
        guard token.project?.id != id else {
            throw APIError.forbidden("Project \(id) is the one that your token is scoped to: use another one's.")
        }
        try await identity.deleteProject(id)
        return .empty(.noContent)
    }

    func projectView(_ project: ProjectRecord, _ request: Request) -> JSONValue {
        [
            "id": .string(project.id.value), "name": .string(project.name),
            "description": .string(project.description), "enabled": .bool(project.isEnabled),
            "domain_id": .string(IdentityDomain.id), "parent_id": .string(IdentityDomain.id), "is_domain": false,
            "tags": .array(project.tags.map(JSONValue.string)), "options": [:],
            "links": link("projects/\(project.id)", request),
        ]
    }

    private static func projectChange(_ fields: inout Fields) throws -> ProjectChange {
        try requireOurDomain(&fields)
        var change = ProjectChange()
        change.description = try fields.optionalString("description", length: 0...4096)
        change.isEnabled = try fields.optionalBool("enabled")
        change.tags = try fields.strings("tags", maximum: 80)
        return change
    }

    /// Whether a list is wanted of our domain, or of all.
    static func isOurDomain(_ query: inout Query) -> Bool {
        query.last("domain_id").map { $0 == IdentityDomain.id } ?? true
    }

    /// - Throws: 400 for what is to be made in another domain.
    static func requireOurDomain(_ fields: inout Fields) throws(APIError) {
        guard let domain = try fields.optionalString("domain_id"), domain != IdentityDomain.id else { return }
        throw .badRequest(
            "Invalid input for '\(fields.full("domain_id"))': there is only the domain '\(IdentityDomain.id)'; the value is "
                + "'\(domain.prefix(64))'."
        )
    }
}
