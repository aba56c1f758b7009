import Cloud
import Model
import Standalone
import Testing

@Suite("Logging in")
struct LoginTests {
    @Test("a right password gives a token for the default project")
    func password() async throws {
        let fixture = try await IdentityFixture()
        let (user, project) = try await fixture.user("ann", password: "right", role: "member")
        let issued = try await fixture.login("ann", "right")
        #expect(issued.token.user.id == user.id && issued.token.project?.id == project.id)
        #expect(issued.token.caller?.roles == ["member", "reader"])
        let caller = try await fixture.identity.caller(token: issued.secret)
        #expect(caller.project == project.id && !caller.isAdmin)
    }

    @Test("a wrong password, an unknown user and a project without a role are refused alike")
    func refused() async throws {
        let fixture = try await IdentityFixture()
        _ = try await fixture.user("ann", password: "right", role: "member")
        await #expect(throws: CloudError.unauthorized) { try await fixture.login("ann", "wrong") }
        await #expect(throws: CloudError.unauthorized) { try await fixture.login("nobody", "right") }
        await #expect(throws: CloudError.unauthorized) {
            try await fixture.login("ann", "right", scope: .project(.name("admin")))
        }
        await #expect(throws: CloudError.unauthorized) {
            try await fixture.login("ann", "right", scope: .project(.name("none")))
        }
        await #expect(throws: CloudError.unauthorized) { try await fixture.login("ann", "right", scope: .system) }
    }

    @Test("a token that is good for no project is refused where one is needed")
    func unscoped() async throws {
        let fixture = try await IdentityFixture()
        _ = try await fixture.user("ann", password: "right", role: "member")
        let issued = try await fixture.login("ann", "right", scope: .unscoped)
        #expect(issued.token.roles.isEmpty)
        await #expect { try await fixture.identity.caller(token: issued.secret) } throws: { error in
            if case CloudError.forbidden = error { true } else { false }
        }
    }

    @Test("a token from a token lives no longer than the first")
    func chain() async throws {
        let fixture = try await IdentityFixture()
        _ = try await fixture.user("ann", password: "right", role: "member")
        let first = try await fixture.login("ann", "right", scope: .unscoped)
        fixture.runtime.advance(by: .seconds(3600))
        let second = try await fixture.identity.login(
            Login(proof: .token(first.secret), scope: .project(.name("project of ann")), remoteAddress: nil))
        #expect(second.token.record.expiresAt == first.token.record.expiresAt)
        #expect(second.token.record.methods == ["password", "token"])
        #expect(second.token.record.auditIDs.last == first.token.record.auditIDs.last)
    }

    @Test("who guesses passwords has to wait; the same user from elsewhere has not")
    func guessing() async throws {
        let fixture = try await IdentityFixture()
        _ = try await fixture.user("ann", password: "right", role: "member")
        for _ in 0..<5 { await #expect(throws: CloudError.unauthorized) { try await fixture.login("ann", "wrong") } }
        await #expect { try await fixture.login("ann", "right") } throws: { error in
            if case CloudError.forbidden = error { true } else { false }
        }
        _ = try await fixture.login("ann", "right", from: "192.0.2.2")
        fixture.runtime.advance(by: .seconds(31))
        _ = try await fixture.login("ann", "right")
    }

    @Test("a password that is changed while it is checked gives no token")
    func changedMeanwhile() async throws {
        let fixture = try await IdentityFixture()
        let (user, _) = try await fixture.user("ann", password: "right", role: "member")
        let other = fixture.identity
        let store = FarStore(fixture.store, runtime: fixture.runtime) { key in
            guard key == UserRecord.prefix + user.id.value else { return }
            var change = UserChange()
            change.password = Secret("changed")
            _ = try? await other.updateUser(user.id, change)
        }
        let late = IdentityFixture.service(store, fixture.runtime)
        await #expect(throws: CloudError.unauthorized) {
            try await late.login(
                Login(
                    proof: .password(user: .name("ann"), password: Secret("right")),
                    scope: .unsaid,
                    remoteAddress: nil
                )
            )
        }
    }

    @Test("a disabled user cannot log in")
    func disabled() async throws {
        let fixture = try await IdentityFixture()
        let (user, _) = try await fixture.user("ann", password: "right", role: "member")
        var change = UserChange()
        change.isEnabled = false
        _ = try await fixture.identity.updateUser(user.id, change)
        await #expect(throws: CloudError.unauthorized) { try await fixture.login("ann", "right") }
    }
}
