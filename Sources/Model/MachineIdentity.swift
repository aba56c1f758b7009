/// Who a machine is, as the guest and the host's tools see it.
package struct MachineIdentity: Codable, Hashable, Sendable {
    package var server: ID<Server>
    /// The number in `instance-%08x`, unique in the cloud.
    package var number: Int
    /// The server's display name.
    package var name: String
    package var hostname: String
    package var project: ID<Project>
    package var projectName: String
    package var user: ID<User>
    package var userName: String
    package var createdAt: Timestamp

    package init(
        server: ID<Server>, number: Int, name: String, hostname: String, project: ID<Project>, projectName: String,
        user: ID<User>, userName: String, createdAt: Timestamp
    ) {
        self.server = server
        self.number = number
        self.name = name
        self.hostname = hostname
        self.project = project
        self.projectName = projectName
        self.user = user
        self.userName = userName
        self.createdAt = createdAt
    }
}
