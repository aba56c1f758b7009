package import Model

/// A token that is valid, with all that it stands for.
package struct Token: Sendable, Hashable {
    package let record: TokenRecord
    package let user: UserRecord
    /// The project that it is good for; nil for other tokens.
    package let project: ProjectRecord?
    /// In its project, domain or system; with those that they imply.
    package let roles: [RoleRecord]

    /// Whether its bearer may administer the service.
    package var isAdmin: Bool { has("admin") }

    package func has(_ role: String) -> Bool { roles.contains { $0.name.lowercased() == role } }

    /// Nil where it is not good for a project.
    package var caller: Caller? {
        guard let project else { return nil }
        return Caller(
            user: user.id,
            userName: user.name,
            project: project.id,
            projectName: project.name,
            roles: Set(roles.map { $0.name.lowercased() })
        )
    }
}
