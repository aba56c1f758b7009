internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

/// Reads what a client logs in with.
///
/// Source: Identity API v3 reference, "Password authentication …", "Token authentication …".
struct LoginBody {
    private let remoteAddress: String?

    init(remoteAddress: String?) { self.remoteAddress = remoteAddress }

    /// - Throws: 400 for a body of another form; 401 for what is in a domain that is not ours.
    func login(_ document: JSONValue) throws(APIError) -> Login {
        var body = try Fields(document, path: "")
        var auth = try body.object("auth")
        var identity = try auth.object("identity")
        let methods = try identity.strings("methods") ?? []
        let proof: Login.Proof =
            switch methods {
            case ["password"]: try password(&identity)
            case ["token"]: try token(&identity)
            default:
                throw .badRequest(
                    "Invalid input for 'auth.identity.methods': must be [\"password\"] or [\"token\"]; other methods "
                        + "are not supported."
                )
            }
        return Login(proof: proof, scope: try scope(&auth), remoteAddress: remoteAddress)
    }

    private func password(_ identity: inout Fields) throws(APIError) -> Login.Proof {
        var password = try identity.object("password")
        var user = try password.object("user")
        let secret = Secret(try user.string("password", length: 0...4096))
        return .password(user: try reference(&user), password: secret)
    }

    private func token(_ identity: inout Fields) throws(APIError) -> Login.Proof {
        var token = try identity.object("token")
        return .token(Secret(try token.string("id", length: 1...1024)))
    }

    private func scope(_ auth: inout Fields) throws(APIError) -> Login.ScopeRequest {
        guard let value = auth.optional("scope"), !value.isNull else { return .unsaid }
        if value == "unscoped" { return .unscoped }
        var scope = try Fields(value, path: "auth.scope")
        if scope.has("unscoped") { return .unscoped }
        if scope.has("system") { return .system }
        if var project = try scope.optionalObject("project") { return .project(try reference(&project)) }
        if var domain = try scope.optionalObject("domain") {
            try requireOurs(&domain)
            return .domain
        }
        throw .badRequest("Invalid input for 'auth.scope': must name a project, a domain or the system.")
    }

    private func reference(_ fields: inout Fields) throws(APIError) -> Login.Reference {
        if let id = try fields.optionalString("id", length: 1...255) { return .id(id) }
        let name = try fields.string("name")
        if var domain = try fields.optionalObject("domain") { try requireOurs(&domain) }
        return .name(name)
    }

    private func requireOurs(_ domain: inout Fields) throws(APIError) {
        let id = try domain.optionalString("id")
        let name = try domain.optionalString("name")
        guard id ?? IdentityDomain.id == IdentityDomain.id,
            (name ?? IdentityDomain.name).lowercased() == IdentityDomain.name.lowercased()
        else { throw .unauthorized }
    }
}
