package import Model
internal import Store

/// A token that was issued: `identity/tokens/<SHA-256 of the token>`; the token itself is kept nowhere.
package struct TokenRecord: Record, Hashable {
    package static let prefix = "identity/tokens/"

    package let user: ID<User>
    /// nil: the token is good for nothing but to ask for another one.
    package let target: AssignmentTarget?
    /// How the user was known: `password`, `token`.
    package let methods: [String]
    package let issuedAt: Timestamp
    package let expiresAt: Timestamp
    /// Names the token in logs without giving it away; then that of the first token that it was made from.
    package let auditIDs: [String]
}
