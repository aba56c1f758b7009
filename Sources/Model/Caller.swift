/// On whose behalf something is asked: who sent a request, or whose server a workflow works for.
package struct Caller: Codable, Hashable, Sendable {
    package let user: ID<User>
    package let userName: String
    package let project: ID<Project>
    package let projectName: String
    /// Names of the roles that the token carries in this project, lower case.
    package let roles: Set<String>

    package init(
        user: ID<User>, userName: String, project: ID<Project>, projectName: String, roles: Set<String>
    ) {
        self.user = user
        self.userName = userName
        self.project = project
        self.projectName = projectName
        self.roles = roles
    }

    package var isAdmin: Bool { roles.contains("admin") }
}
