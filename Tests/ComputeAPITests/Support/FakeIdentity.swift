import Cloud
import Model

/// Tokens that are names of callers.
struct FakeIdentity: Identity {
    static let project: ID<Project> = ID("6f70656e737461636b20342065766572")
    static let otherProject: ID<Project> = ID("11111111111111111111111111111111")

    static func caller(_ token: String) -> Caller? {
        switch token {
        case "admin": make("admin", project, ["admin", "member", "reader"])
        case "member": make("member", project, ["member", "reader"])
        case "reader": make("reader", project, ["reader"])
        case "stranger": make("stranger", otherProject, ["member", "reader"])
        case "roleless": make("roleless", project, ["something-else"])
        default: nil
        }
    }

    private static func make(_ name: String, _ project: ID<Project>, _ roles: Set<String>) -> Caller {
        Caller(user: ID(name), userName: name, project: project, projectName: "demo", roles: roles)
    }

    func caller(token: Secret) async throws(CloudError) -> Caller {
        guard let caller = Self.caller(token.revealed) else { throw .unauthorized }
        return caller
    }

    func projectExists(_ project: ID<Project>) async throws(CloudError) -> Bool {
        [Self.project, Self.otherProject, ID("fake_tenant")].contains(project)
    }
}
