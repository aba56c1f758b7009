package import Model
internal import Store

/// A user of the embedded identity service.
///
/// Source: Identity API v3 reference, section "Users".
package struct UserRecord: Record, Hashable {
    package static let prefix = "identity/users/"

    package let id: ID<User>
    package var name: String
    package var description: String
    package var email: String?
    package var defaultProject: ID<Project>?
    package var isEnabled: Bool
    /// nil: the user cannot log in with a password.
    package var password: PasswordHash?
    /// Tokens issued before this are worth nothing: the password changed, or the user was disabled.
    package var tokensValidFrom: Timestamp
    package let createdAt: Timestamp

    package init(
        id: ID<User>,
        name: String,
        description: String = "",
        email: String? = nil,
        defaultProject: ID<Project>? = nil,
        isEnabled: Bool = true,
        password: PasswordHash? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.email = email
        self.defaultProject = defaultProject
        self.isEnabled = isEnabled
        self.password = password
        tokensValidFrom = createdAt
        self.createdAt = createdAt
    }
}
