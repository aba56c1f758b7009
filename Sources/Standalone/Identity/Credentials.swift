package import Model

/// What the first administrator logs in with.
package struct Credentials: Sendable {
    package let user: String
    package let project: String
    package let password: Secret

    package init(user: String, project: String, password: Secret) {
        self.user = user
        self.project = project
        self.password = password
    }
}
