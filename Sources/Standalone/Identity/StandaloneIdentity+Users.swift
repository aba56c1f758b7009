package import Cloud
package import Model
internal import Runtime
internal import Store

extension StandaloneIdentity {
    /// In the order of their names.
    package func allUsers() async throws(CloudError) -> [UserRecord] {
        try await cloudErrors { try await users.list().map(\.value).sorted { $0.name < $1.name } }
    }

    package func user(_ id: ID<User>) async throws(CloudError) -> UserRecord {
        try await cloudErrors {
            guard let stored = try await users.get(id.value) else {
                throw CloudError.notFound(kind: "User", id: id.value)
            }
            return stored.value
        }
    }

    /// - Throws: `CloudError.conflict` where the name is taken.
    package func createUser(name: String, _ change: UserChange) async throws(CloudError) -> UserRecord {
        try await cloudErrors {
            var hash: PasswordHash?
            if let password = change.password { hash = try await desk.hash(password) }
            let user = UserRecord(
                id: newID(),
                name: name,
                description: change.description ?? "",
                email: change.email,
                defaultProject: change.defaultProject,
                isEnabled: change.isEnabled ?? true,
                password: hash,
                createdAt: runtime.now
            )
            guard try await commit(insertion(user)) else { throw Self.nameTaken(.user, name) }
            return user
        }
    }

    /// Changes the user. A new password, and being disabled, ends all tokens of the user.
    package func updateUser(_ id: ID<User>, _ change: UserChange) async throws(CloudError) -> UserRecord {
        try await cloudErrors {
            var hash: PasswordHash?
            if let password = change.password { hash = try await desk.hash(password) }
            try await modify(users, id.value, kind: "User") { stored in
                var user = stored.value
                user.name = change.name ?? user.name
                user.description = change.description ?? user.description
                user.email = change.email ?? user.email
                user.defaultProject = change.defaultProject ?? user.defaultProject
                user.isEnabled = change.isEnabled ?? user.isEnabled
                user.password = hash ?? user.password
                if hash != nil || !user.isEnabled { user.tokensValidFrom = runtime.now }
                return try Collection.update(stored, to: user)
                    + (await renaming(.user, id: id.value, from: stored.value.name, to: user.name))
            }
            return try await user(id)
        }
    }

    /// - Throws: `CloudError.unauthorized` where the old password is not right.
    package func changePassword(
        of id: ID<User>,
        from old: Secret,
        to new: Secret,
        remoteAddress: String?
    ) async throws(CloudError) {
        var change = UserChange()
        change.password = new
        _ = try await login(
            Login(proof: .password(user: .id(id.value), password: old), scope: .unscoped, remoteAddress: remoteAddress)
        )
        _ = try await updateUser(id, change)
    }

    /// Deletes the user with all roles; the user's tokens are worth nothing from now on.
    package func deleteUser(_ id: ID<User>) async throws(CloudError) {
        try await cloudErrors {
            try await modify(users, id.value, kind: "User") { stored in
                Collection.removal(stored) + (try await freeing(.user, stored.value.name))
            }
            try await removeAssignments { $0.user == id }
        }
    }
}
