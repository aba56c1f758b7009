internal import JSON
internal import Model
internal import Standalone

/// A token as clients read it, without its catalog.
struct TokenView {
    private let token: Token

    init(_ token: Token) { self.token = token }

    func write(to writer: inout JSONWriter) {
        writer.member("methods", value: .array(token.record.methods.map(JSONValue.string)))
        writer.member(
            "user",
            value: [
                "domain": IdentityAPI.domain, "id": .string(token.user.id.value), "name": .string(token.user.name),
                "password_expires_at": nil,
            ]
        )
        writer.member("audit_ids", value: .array(token.record.auditIDs.map(JSONValue.string)))
        writer.member("issued_at", token.record.issuedAt.iso8601MicrosecondsZone)
        writer.member("expires_at", token.record.expiresAt.iso8601MicrosecondsZone)
        guard let target = token.record.target else { return }
        switch target {
        case .domain: writer.member("domain", value: IdentityAPI.domain)
        case .system: writer.member("system", value: ["all": true])
        case .project:
            writer.member(
                "project",
                value: [
                    "domain": IdentityAPI.domain, "id": JSONValue(token.project?.id.value),
                    "name": JSONValue(token.project?.name),
                ]
            )
            writer.member("is_domain", false)
        }
        writer.member(
            "roles",
            value: .array(token.roles.map { ["id": .string($0.id.value), "name": .string($0.name)] })
        )
    }
}
