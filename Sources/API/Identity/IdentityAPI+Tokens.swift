internal import Cloud
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Identity API v3 reference, section "Authentication and token management".

extension IdentityAPI {
    @Sendable func createToken(_ request: Request, _ context: APIContext) async throws -> Response {
        let login = try LoginBody(remoteAddress: context.remoteAddress).login(try await request.document())
        let issued: IssuedToken
        do {
            issued = try await identity.login(login)
        } catch .unauthorized {
            // Which of them it was is nobody's business before they are right.
            throw APIError(
                .unauthorized,
                "The user, the password or token, or the scope is not right, or the user has no role there."
            )
        }
        var response = tokenResponse(issued.token, request, status: .created)
        response.headers[.subjectToken] = issued.secret.revealed
        return response
    }

    /// Also for HEAD.
    @Sendable func showToken(_ request: Request, _ context: APIContext) async throws -> Response {
        let subject = try await subject(request)
        guard let token = try? await identity.validate(subject) else {
            throw APIError.notFound("Token", "that X-Subject-Token names")
        }
        var response = tokenResponse(token, request, status: .ok)
        response.headers[.subjectToken] = subject.revealed
        return response
    }

    @Sendable func revokeToken(_ request: Request, _ context: APIContext) async throws -> Response {
        let subject = try await subject(request)
        try await identity.revoke(subject)
        return .empty(.noContent)
    }

    /// The token that the request is about: the bearer's own, or any for administrators and services.
    private func subject(_ request: Request) async throws -> Secret {
        let bearer = try await bearer(request)
        guard let text = request.headers[.subjectToken], !text.isEmpty else {
            throw APIError.badRequest("The header X-Subject-Token is required, and it is missing.")
        }
        guard bearer.isAdmin || bearer.has("service") || text == request.headers[.authToken] else {
            throw Self.forbidden
        }
        return Secret(text)
    }

    @Sendable func showCatalog(_ request: Request, _ context: APIContext) async throws -> Response {
        guard try await bearer(request).record.target != nil else { throw Self.forbidden }
        return list("catalog", catalog.document(request).arrayValue ?? [], request)
    }

    /// The projects that the bearer may ask for.
    @Sendable func listOwnProjects(_ request: Request, _ context: APIContext) async throws -> Response {
        let token = try await bearer(request)
        let projects = try await identity.projects(of: token.user.id).filter(\.isEnabled)
        return list("projects", projects.map { projectView($0, request) }, request)
    }

    @Sendable func listOwnDomains(_ request: Request, _ context: APIContext) async throws -> Response {
        let token = try await bearer(request)
        let hasRole = try await !identity.roles(of: token.user.id, in: .domain).isEmpty
        return list("domains", hasRole ? [Self.domain] : [], request)
    }

    @Sendable func listOwnSystems(_ request: Request, _ context: APIContext) async throws -> Response {
        let token = try await bearer(request)
        let hasRole = try await !identity.roles(of: token.user.id, in: .system).isEmpty
        return list("system", hasRole ? [["all": true]] : [], request)
    }

    private func tokenResponse(_ token: Token, _ request: Request, status: HTTPResponse.Status) -> Response {
        let query = Query(request)
        return .json(status: status, capacity: 4096) { writer in
            writer.beginObject()
            writer.name("token")
            writer.beginObject()
            TokenView(token).write(to: &writer)
            if token.record.target != nil, !query.has("nocatalog") {
                writer.member("catalog", value: catalog.document(request))
            }
            writer.endObject()
            writer.endObject()
        }
    }
}
