package import Model

/// What a client shows to be given a token.
///
/// Source: Identity API v3 reference, section "Authentication and token management".
package struct Login: Sendable {
    /// A project or user, as a client names it.
    package enum Reference: Sendable, Hashable {
        case id(String)
        case name(String)
    }

    package enum Proof: Sendable {
        case password(user: Reference, password: Secret)
        case token(Secret)

        var method: String {
            switch self {
            case .password: "password"
            case .token: "token"
            }
        }
    }

    package enum ScopeRequest: Sendable {
        case project(Reference)
        case domain, system
        case unscoped
        /// The user's default project where there is one.
        case unsaid
    }

    package var proof: Proof
    package var scope: ScopeRequest
    /// Where the request came from: failed attempts are counted for a user and an address.
    package var remoteAddress: String?

    package init(proof: Proof, scope: ScopeRequest, remoteAddress: String?) {
        self.proof = proof
        self.scope = scope
        self.remoteAddress = remoteAddress
    }
}
