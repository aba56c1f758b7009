internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

/// The handlers of the embedded Identity API; each file beside this one has those of one kind of thing.
struct IdentityAPI: Sendable {
    let identity: StandaloneIdentity
    let catalog: Catalog

    /// What the request's token stands for.
    ///
    /// - Throws: 401.
    func bearer(_ request: Request) async throws -> Token {
        guard let text = request.headers[.authToken], !text.isEmpty else { throw APIError.unauthorized }
        return try await identity.validate(Secret(text))
    }

    /// - Throws: 401; 403 for all but administrators.
    @discardableResult
    func administrator(_ request: Request) async throws -> Token {
        let token = try await bearer(request)
        guard token.isAdmin else { throw Self.forbidden }
        return token
    }

    static let forbidden = APIError.forbidden("You are not authorized to perform the requested action.")

    /// A page with all there is.
    func list(_ name: String, _ items: [JSONValue], _ request: Request) -> Response {
        .json { writer in
            writer.beginObject()
            writer.member(name, value: .array(items))
            writer.name("links")
            writer.value(
                ["self": .string(catalog.base(request) + request.uri.string), "next": nil, "previous": nil])
            writer.endObject()
        }
    }

    func link(_ path: String, _ request: Request) -> JSONValue {
        ["self": .string(catalog.base(request) + "/identity/v3/" + path)]
    }

    static let domain: JSONValue = ["id": .string(IdentityDomain.id), "name": .string(IdentityDomain.name)]
}

extension JSONValue {
    /// The document with one member.
    static func envelope(_ name: String, _ value: JSONValue) -> JSONValue { .object([Member(name, value)]) }
}
