package import Cloud
package import Model
internal import Runtime
internal import Store

extension StandaloneIdentity {
    /// In the order of their names.
    package func allRoles() async throws(CloudError) -> [RoleRecord] {
        try await cloudErrors { try await roles.list().map(\.value).sorted { $0.name < $1.name } }
    }

    package func role(_ id: ID<RoleRecord>) async throws(CloudError) -> RoleRecord {
        try await cloudErrors {
            guard let stored = try await roles.get(id.value) else {
                throw CloudError.notFound(kind: "Role", id: id.value)
            }
            return stored.value
        }
    }

    /// - Throws: `CloudError.conflict` where the name is taken.
    package func createRole(name: String, description: String) async throws(CloudError) -> RoleRecord {
        try await cloudErrors {
            let role = RoleRecord(id: newID(), name: name, description: description)
            guard try await commit(insertion(role)) else { throw Self.nameTaken(.role, name) }
            return role
        }
    }

    package func updateRole(
        _ id: ID<RoleRecord>,
        name: String?,
        description: String?
    ) async throws(CloudError) -> RoleRecord {
        try await cloudErrors {
            try await modify(roles, id.value, kind: "Role") { stored in
                var role = stored.value
                role.name = name ?? role.name
                if role.name != stored.value.name { try Self.requireFree(stored.value) }
                role.description = description ?? role.description
                return try Collection.update(stored, to: role)
                    + (await renaming(.role, id: id.value, from: stored.value.name, to: role.name))
            }
            return try await role(id)
        }
    }

    /// Deletes the role; nobody has it any more.
    package func deleteRole(_ id: ID<RoleRecord>) async throws(CloudError) {
        try await cloudErrors {
            try await modify(roles, id.value, kind: "Role") { stored in
                try Self.requireFree(stored.value)
                return Collection.removal(stored) + (try await freeing(.role, stored.value.name))
            }
            try await removeAssignments { $0.role == id }
        }
    }

    /// - Throws: `CloudError.forbidden` for the roles that the service's own rules name.
    private static func requireFree(_ role: RoleRecord) throws(CloudError) {
        if RoleRecord.defaults.contains(where: { $0.key == role.name }) {
            throw .forbidden(
                "Role '\(role.name)' is one of the service's own: it keeps its name and cannot be deleted."
            )
        }
    }
}
