import Cloud
import Model
import Runtime
import Store
import Testing

@testable import Standalone

@Suite("Tokens", .timeLimit(.minutes(2)))
struct TokenTests {
    /// What is done to a token's ground, and must end it at once.
    enum Ending: CaseIterable, Sendable {
        case revoked, password, disabledUser, deletedUser, disabledProject, deletedProject, role

        func apply(_ fixture: IdentityFixture, _ issued: IssuedToken) async throws {
            let identity = fixture.identity
            let user = issued.token.user.id
            let project = try #require(issued.token.project?.id)
            var change = UserChange()
            var closing = ProjectChange()
            closing.isEnabled = false
            switch self {
            case .revoked: try await identity.revoke(issued.secret)
            case .password:
                change.password = Secret("another")
                _ = try await identity.updateUser(user, change)
            case .disabledUser:
                change.isEnabled = false
                _ = try await identity.updateUser(user, change)
            case .deletedUser: try await identity.deleteUser(user)
            case .disabledProject: _ = try await identity.updateProject(project, closing)
            case .deletedProject: try await identity.deleteProject(project)
            case .role:
                let role = try #require(try await identity.allRoles().first { $0.name == "member" })
                try await identity.unassign(Assignment(user: user, target: .project(project), role: role.id))
            }
        }
    }

    @Test("end at once with what they rest on, though they are kept in memory", arguments: Ending.allCases)
    func ending(_ ending: Ending) async throws {
        let fixture = try await IdentityFixture()
        _ = try await fixture.user("ann", password: "right", role: "member")
        try await withFollowing(fixture.identity) {
            let issued = try await fixture.login("ann", "right")
            _ = try await fixture.identity.validate(issued.secret)
            #expect(fixture.identity.cache.get(StandaloneIdentity.hash(issued.secret)) != nil)
            try await ending.apply(fixture, issued)
            await #expect(throws: CloudError.unauthorized) { try await fixture.identity.validate(issued.secret) }
        }
    }

    @Test("end at another controller too", arguments: Ending.allCases)
    func elsewhere(_ ending: Ending) async throws {
        let fixture = try await IdentityFixture()
        _ = try await fixture.user("ann", password: "right", role: "member")
        let other = IdentityFixture.service(fixture.store, fixture.runtime)
        try await withFollowing(other) {
            let issued = try await fixture.login("ann", "right")
            _ = try await other.validate(issued.secret)
            try await ending.apply(fixture, issued)
            while (try? await other.validate(issued.secret)) != nil { await Task.yield() }
        }
    }

    @Test("expire, and are swept")
    func expiry() async throws {
        let fixture = try await IdentityFixture()
        _ = try await fixture.user("ann", password: "right", role: "member")
        let issued = try await fixture.login("ann", "right")
        fixture.runtime.advance(by: .seconds(23 * 3600))
        let fresh = try await fixture.login("ann", "right")
        _ = try await fixture.identity.validate(issued.secret)
        fixture.runtime.advance(by: .seconds(2 * 3600))
        await #expect(throws: CloudError.unauthorized) { try await fixture.identity.validate(issued.secret) }
        #expect(try await fixture.identity.tokens.list().count == 2)
        try await fixture.identity.sweep()
        #expect(try await fixture.identity.tokens.list().count == 1)
        _ = try await fixture.identity.validate(fresh.secret)
    }

    @Test("are kept in the store as hashes only")
    func hashes() async throws {
        let fixture = try await IdentityFixture()
        let issued = try await fixture.login(
            "admin", fixture.admin.password.revealed, scope: .project(.name("admin")))
        for entry in try await fixture.store.list("").value {
            let text = entry.key + String(decoding: entry.value, as: UTF8.self)
            #expect(!text.contains(issued.secret.revealed))
            #expect(!text.contains(fixture.admin.password.revealed))
        }
    }

    @Test("survive the service's restart")
    func restart() async throws {
        let fixture = try await IdentityFixture()
        let issued = try await fixture.login(
            "admin", fixture.admin.password.revealed, scope: .project(.name("admin")))
        let next = IdentityFixture.service(fixture.store, fixture.runtime)
        #expect(try await next.caller(token: issued.secret).isAdmin)
    }

    /// Runs the work while the service follows the store.
    private func withFollowing(
        _ identity: StandaloneIdentity, _ work: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await identity.run() }
            while !identity.cache.isOpen { await Task.yield() }
            try await work()
            group.cancelAll()
        }
    }
}
