import Cloud
import Model
import Testing

@testable import Standalone

@Suite("Projects, users and roles")
struct DirectoryTests {
    @Test("a name is had by one only, however many ask for it at once")
    func names() async throws {
        let fixture = try await IdentityFixture()
        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    (try? await fixture.identity.createProject(name: "one", ProjectChange())) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
        #expect(try await fixture.identity.allProjects().count { $0.name == "one" } == 1)
    }

    @Test("a name that was given up can be had by another")
    func renaming() async throws {
        let fixture = try await IdentityFixture()
        let project = try await fixture.identity.createProject(name: "old/name", ProjectChange())
        var change = ProjectChange()
        change.name = "new"
        #expect(try await fixture.identity.updateProject(project.id, change).name == "new")
        _ = try await fixture.identity.createProject(name: "old/name", ProjectChange())
        change.name = "old/name"
        await #expect { try await fixture.identity.updateProject(project.id, change) } throws: { error in
            if case CloudError.conflict = error { true } else { false }
        }
        try await fixture.identity.deleteProject(project.id)
        _ = try await fixture.identity.createProject(name: "new", ProjectChange())
    }

    @Test("a deleted project or role leaves no assignment behind")
    func assignments() async throws {
        let fixture = try await IdentityFixture()
        let (user, project) = try await fixture.user("ann", password: "right", role: "member")
        let role = try await fixture.identity.createRole(name: "extra", description: "")
        try await fixture.identity.assign(Assignment(user: user.id, target: .project(project.id), role: role.id))
        try await fixture.identity.deleteRole(role.id)
        #expect(try await fixture.identity.allAssignments().count { $0.user == user.id } == 1)
        try await fixture.identity.deleteProject(project.id)
        #expect(try await fixture.identity.allAssignments().count { $0.user == user.id } == 0)
    }

    @Test("the service's own roles stay")
    func ownRoles() async throws {
        let fixture = try await IdentityFixture()
        let role = try #require(try await fixture.identity.allRoles().first { $0.name == "admin" })
        await #expect { try await fixture.identity.deleteRole(role.id) } throws: { error in
            if case CloudError.forbidden = error { true } else { false }
        }
        #expect(try await fixture.identity.updateRole(role.id, name: nil, description: "all").description == "all")
    }

    @Test("a role cannot be given where there is no such user, project or role")
    func dangling() async throws {
        let fixture = try await IdentityFixture()
        let (user, project) = try await fixture.user("ann", password: "right", role: "member")
        let role = try #require(try await fixture.identity.allRoles().first)
        for wrong in [
            Assignment(user: ID("x"), target: .project(project.id), role: role.id),
            Assignment(user: user.id, target: .project(ID("x")), role: role.id),
            Assignment(user: user.id, target: .project(project.id), role: ID("x")),
        ] {
            await #expect { try await fixture.identity.assign(wrong) } throws: { error in
                if case CloudError.notFound = error { true } else { false }
            }
        }
    }
}
