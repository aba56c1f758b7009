package import Cloud
internal import Model
internal import Runtime
internal import Store

extension StandaloneIdentity {
    /// A token for who shows a right password or a valid token.
    ///
    /// - Throws: `CloudError.unauthorized` for a wrong proof and for a scope in which the user has no role; the two are
    ///   not told apart. `.forbidden` while too many wrong passwords lie behind.
    package func login(_ login: Login) async throws(CloudError) -> IssuedToken {
        try await cloudErrors {
            // Before anything is read: what changes meanwhile, a password for example, ends this token too.
            let (now, age) = (runtime.now, cache.age)
            let first = try await known(login)
            let (target, isWish) = try await target(login, user: first.user)
            let record = TokenRecord(
                user: first.user.id,
                target: target,
                methods: Set((first.origin?.methods ?? []) + [login.proof.method]).sorted(),
                issuedAt: now,
                // A token made from another lives no longer than that.
                expiresAt: first.origin?.expiresAt ?? now + settings.tokenLifetime,
                auditIDs: [RandomSecret.base64URL(RandomSecret.bytes(16))]
                    + (first.origin.flatMap(\.auditIDs.last).map { [$0] } ?? [])
            )
            if let token = try await resolve(record) { return try await issue(token, readAt: age) }
            guard isWish else { throw CloudError.unauthorized }
            // The default project is a wish of the service's own: without a role there, the token has no scope.
            let unscoped = TokenRecord(
                user: record.user,
                target: nil,
                methods: record.methods,
                issuedAt: now,
                expiresAt: record.expiresAt,
                auditIDs: record.auditIDs
            )
            guard let token = try await resolve(unscoped) else { throw CloudError.unauthorized }
            return try await issue(token, readAt: age)
        }
    }

    private func issue(_ token: Token, readAt age: UInt64) async throws -> IssuedToken {
        let secret = RandomSecret.text()
        let hash = Self.hash(secret)
        _ = try await store.commit(Collection.insertion(hash, token.record))
        cache.put(token, hash, readAt: age)
        return IssuedToken(secret: secret, token: token)
    }

    /// The user whom the proof shows, and the token that it is, if it is one.
    private func known(_ login: Login) async throws -> (user: UserRecord, origin: TokenRecord?) {
        switch login.proof {
        case .token(let secret):
            let token = try await validate(secret)
            return (token.user, token.record)
        case .password(let reference, let password):
            let named = Self.text(reference)
            if let wait = guardian.wait(named, from: login.remoteAddress) {
                throw CloudError.forbidden(
                    "Too many wrong passwords. Wait \(wait.components.seconds + 1) seconds before the next attempt."
                )
            }
            let user = try await find(user: reference)
            guard try await desk.isRight(password, for: user?.password), let user, user.isEnabled else {
                guardian.failed(named, from: login.remoteAddress)
                throw CloudError.unauthorized
            }
            guardian.succeeded(named, from: login.remoteAddress)
            return (user, nil)
        }
    }

    /// - Returns: the target, and whether it is only a wish.
    private func target(_ login: Login, user: UserRecord) async throws -> (AssignmentTarget?, isWish: Bool) {
        switch login.scope {
        case .unscoped: return (nil, false)
        case .domain: return (.domain, false)
        case .system: return (.system, false)
        case .unsaid: return (user.defaultProject.map(AssignmentTarget.project), true)
        case .project(let reference):
            guard let project = try await find(project: reference) else { throw CloudError.unauthorized }
            return (.project(project.id), false)
        }
    }

    private func find(user reference: Login.Reference) async throws -> UserRecord? {
        guard let id = try await id(reference, .user) else { return nil }
        return try await users.get(id)?.value
    }

    private func find(project reference: Login.Reference) async throws -> ProjectRecord? {
        guard let id = try await id(reference, .project) else { return nil }
        return try await projects.get(id)?.value
    }

    private func id(_ reference: Login.Reference, _ kind: NameRecord.Kind) async throws -> String? {
        switch reference {
        case .id(let id): id
        case .name(let name): try await names.get(NameRecord.key(kind, name))?.value.id
        }
    }

    private static func text(_ reference: Login.Reference) -> String {
        switch reference {
        case .id(let text), .name(let text): text
        }
    }
}
