import Model

extension Caller {
    static func member(of project: String) -> Caller {
        Caller(
            user: ID("user-of-\(project)"), userName: "someone", project: ID(project), projectName: project,
            roles: ["member", "reader"])
    }

    static let admin = Caller(
        user: ID("root"), userName: "root", project: ID("admins"), projectName: "admins",
        roles: ["admin", "member", "reader"])
}
