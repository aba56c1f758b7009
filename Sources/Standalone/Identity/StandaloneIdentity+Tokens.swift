package import Cloud
package import Model
internal import Runtime
internal import Store

extension StandaloneIdentity {
    /// What a token stands for.
    ///
    /// - Throws: `CloudError.unauthorized` where it is unknown, expired or revoked, or its user, project or role is gone.
    package func validate(_ secret: Secret) async throws(CloudError) -> Token {
        let hash = Self.hash(secret)
        if let token = cache.get(hash) {
            guard token.record.expiresAt > runtime.now else { throw .unauthorized }
            return token
        }
        return try await cloudErrors {
            let age = cache.age
            guard let record = try await tokens.get(hash)?.value, record.expiresAt > runtime.now,
                let token = try await resolve(record)
            else { throw CloudError.unauthorized }
            cache.put(token, hash, readAt: age)
            return token
        }
    }

    /// Makes a token worthless at once; does nothing where it is already.
    package func revoke(_ secret: Secret) async throws(CloudError) {
        let hash = Self.hash(secret)
        try await cloudErrors {
            if let stored = try await tokens.get(hash) { _ = try await store.commit(Collection.removal(stored)) }
            cache.forget(hash)
        }
    }

    /// The token that the record is now; nil where what it rests on does not permit it.
    func resolve(_ record: TokenRecord) async throws -> Token? {
        guard let user = try await users.get(record.user.value)?.value, user.isEnabled,
            record.issuedAt >= user.tokensValidFrom
        else { return nil }
        guard let target = record.target else { return Token(record: record, user: user, project: nil, roles: []) }
        var project: ProjectRecord?
        if let id = target.project {
            guard let found = try await projects.get(id.value)?.value, found.isEnabled else { return nil }
            project = found
        }
        let roles = try await effectiveRoles(of: user.id, in: target)
        return roles.isEmpty ? nil : Token(record: record, user: user, project: project, roles: roles)
    }

    /// Removes expired tokens, a few at a time.
    func sweep() async throws {
        let now = runtime.now
        let expired = try await tokens.list().filter { $0.value.expiresAt <= now }
        for first in stride(from: 0, to: expired.count, by: 32) {
            let transaction = expired[first..<min(first + 32, expired.count)].reduce(Transaction()) {
                $0 + Collection.removal($1)
            }
            // A conflict is a token that was revoked meanwhile: the next sweep finds the others.
            _ = try await store.commit(transaction)
        }
    }

    /// Follows the store, so that valid tokens can be kept in memory, and removes expired ones, until cancelled.
    ///
    /// - Throws: `CancellationError`.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await follow() }
            group.addTask {
                while true {
                    try await runtime.sleep(for: settings.sweepInterval)
                    try? await sweep()
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func follow() async throws {
        defer { cache.close() }
        while true {
            try Task.checkCancellation()
            do {
                let revision = try await store.list(Self.prefix, at: nil, after: nil, limit: 1).revision
                cache.open()
                for try await batch in store.watch(Self.prefix, from: revision.next) {
                    for event in batch.events { forget(event) }
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch StoreError.closed {
                throw StoreError.closed
            } catch {
                cache.close()
                try await runtime.sleep(for: .seconds(1))
            }
        }
    }

    private func forget(_ event: WatchEvent) {
        switch event {
        case .put(let entry) where entry.key.hasPrefix(TokenRecord.prefix): break
        case .delete(let key) where key.hasPrefix(TokenRecord.prefix):
            cache.forget(String(key.dropFirst(TokenRecord.prefix.count)))
        case .put, .delete: cache.forgetAll()
        }
    }
}
