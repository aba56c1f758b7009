import Cloud
import Model
import Runtime
import Standalone
import Store
import Testing

/// An identity service after its first start, with one more user and project.
struct IdentityFixture {
    let runtime = ShiftedRuntime()
    let store: MemoryStore
    let identity: StandaloneIdentity
    let admin: Credentials

    init() async throws {
        store = MemoryStore(runtime: runtime)
        identity = Self.service(store, runtime)
        let box = CredentialsBox()
        _ = try await identity.bootstrap { await box.put($0) }
        admin = try #require(await box.credentials)
    }

    static func service(_ store: any Store, _ runtime: any Runtime) -> StandaloneIdentity {
        // Cheap passwords: what is tested is not how long they take.
        StandaloneIdentity(
            store: store, runtime: runtime,
            settings: IdentitySettings(passwordWork: PasswordWork(logRounds: 4, blockSize: 1, parallelism: 1)))
    }

    /// A user with a role in a new project.
    func user(_ name: String, password: String, role: String) async throws -> (UserRecord, ProjectRecord) {
        let project = try await identity.createProject(name: "project of \(name)", ProjectChange())
        var change = UserChange()
        change.password = Secret(password)
        change.defaultProject = project.id
        let user = try await identity.createUser(name: name, change)
        let found = try #require(try await identity.allRoles().first { $0.name == role })
        try await identity.assign(Assignment(user: user.id, target: .project(project.id), role: found.id))
        return (user, project)
    }

    func login(
        _ name: String, _ password: String, scope: Login.ScopeRequest = .unsaid, from address: String? = "192.0.2.1"
    ) async throws(CloudError) -> IssuedToken {
        try await identity.login(
            Login(
                proof: .password(user: .name(name), password: Secret(password)), scope: scope, remoteAddress: address))
    }
}

actor CredentialsBox {
    private(set) var credentials: Credentials?

    func put(_ credentials: Credentials) { self.credentials = credentials }
}
