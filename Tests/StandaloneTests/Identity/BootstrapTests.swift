import Cloud
import Foundation
import Model
import Runtime
import Standalone
import Store
import Testing

@Suite("The first start")
struct BootstrapTests {
    @Test("makes an administrator who can log in, and only once")
    func once() async throws {
        let fixture = try await IdentityFixture()
        let token = try await fixture.login(
            "admin", fixture.admin.password.revealed, scope: .project(.name("admin"))
        ).token
        #expect(token.isAdmin)
        #expect(Set(token.roles.map(\.name)) == ["admin", "member", "reader"])
        #expect(token.caller?.isAdmin == true)
        let again = try await fixture.identity.bootstrap { _ in Issue.record("published twice") }
        #expect(!again)
    }

    @Test("stores nothing when the credentials could not be kept")
    func publishFirst() async throws {
        struct Full: Error {}
        let runtime = ShiftedRuntime()
        let identity = IdentityFixture.service(MemoryStore(runtime: runtime), runtime)
        await #expect(throws: Full.self) { try await identity.bootstrap { _ in throw Full() } }
        #expect(try await identity.allUsers().isEmpty)
        #expect(try await identity.bootstrap { _ in })
    }

    @Test("its password is random and never begins like an option")
    func passwords() async throws {
        let first = try await IdentityFixture().admin.password
        let second = try await IdentityFixture().admin.password
        #expect(first != second)
        #expect(first.revealed.utf8.count == 43 && !first.revealed.hasPrefix("-"))
        #expect("\(first)" == "<redacted>")
    }

    @Test("clouds.yaml names the cloud and is its owner's alone")
    func cloudsFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/clouds.yaml"
        let file = CloudsFile(
            publicURL: "http://192.0.2.7:8774",
            credentials: Credentials(user: "admin", project: "admin", password: Secret("a\"b\\c")))
        try file.write(to: path)
        try file.write(to: path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("  vireo:\n"))
        #expect(text.contains("auth_url: \"http://192.0.2.7:8774/identity/v3\""))
        #expect(text.contains("password: \"a\\\"b\\\\c\""))
        #expect(text.contains("region_name: RegionOne"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(folder.names(in: "") == ["clouds.yaml"])
    }
}
