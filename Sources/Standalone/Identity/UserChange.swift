package import Model

/// What a client may say about a user; nil leaves it as it is.
package struct UserChange: Sendable {
    package var name: String?
    package var description: String?
    package var email: String?
    package var defaultProject: ID<Project>?
    package var isEnabled: Bool?
    package var password: Secret?

    package init() {}
}
