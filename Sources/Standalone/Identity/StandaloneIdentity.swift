package import Cloud
internal import Crypto
package import Model
package import Runtime
package import Store

/// The embedded identity service: users, projects, roles and tokens as records of the store.
///
/// Every answer rests on what the store holds; only valid tokens are kept in memory, and only while `run` follows the
/// store and forgets them with each change.
package struct StandaloneIdentity: Identity {
    /// What all records of this service begin with.
    static let prefix = "identity/"

    let runtime: any Runtime
    let store: any Store
    let settings: IdentitySettings
    let desk: PasswordDesk
    let guardian: LoginGuard
    let cache: TokenCache

    var projects: Collection<ProjectRecord> { Collection(store) }
    var users: Collection<UserRecord> { Collection(store) }
    var roles: Collection<RoleRecord> { Collection(store) }
    var assignments: Collection<Assignment> { Collection(store) }
    var tokens: Collection<TokenRecord> { Collection(store) }
    var names: Collection<NameRecord> { Collection(store) }

    package init(store: any Store, runtime: any Runtime, settings: IdentitySettings = IdentitySettings()) {
        self.store = store
        self.runtime = runtime
        self.settings = settings
        desk = PasswordDesk(runtime: runtime, work: settings.passwordWork)
        guardian = LoginGuard(runtime: runtime)
        cache = TokenCache(capacity: settings.cachedTokens)
    }

    package func caller(token: Secret) async throws(CloudError) -> Caller {
        guard let caller = try await validate(token).caller else {
            throw .forbidden("The token is not scoped to a project. Ask for one that is, and try again.")
        }
        return caller
    }

    package func projectExists(_ project: ID<Project>) async throws(CloudError) -> Bool {
        try await cloudErrors { try await projects.get(project.value) != nil }
    }

    /// Commits a change to what tokens rest on.
    ///
    /// - Returns: false on a conflict.
    func commit(_ transaction: Transaction) async throws -> Bool {
        let result = try await store.commit(transaction)
        cache.forgetAll()
        return result != .conflict
    }

    /// Changes a record, with all that depends on what it says, until nobody gets in between.
    ///
    /// - Parameter change: the transaction for what was read.
    /// - Throws: `CloudError.notFound` of that kind where there is no such record; what `change` throws.
    func modify<Value: Record>(
        _ collection: Collection<Value>,
        _ id: String,
        kind: String,
        _ change: (Stored<Value>) async throws -> Transaction
    ) async throws {
        for _ in 0..<Collection<Value>.maximumAttempts {
            guard let stored = try await collection.get(id) else { throw CloudError.notFound(kind: kind, id: id) }
            if try await commit(try await change(stored)) { return }
        }
        throw CloudError.contended("\(kind) \(id)")
    }

    static func hash(_ token: Secret) -> String { SHA256.hash(data: Array(token.revealed.utf8)).hexText }
}
