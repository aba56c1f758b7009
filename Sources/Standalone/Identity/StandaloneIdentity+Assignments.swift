package import Cloud
package import Model
internal import Runtime
internal import Store

extension StandaloneIdentity {
    package func allAssignments() async throws(CloudError) -> [Assignment] {
        try await cloudErrors { try await assignments.list().map(\.value) }
    }

    /// The roles that the user was given there, without those that they imply.
    package func roles(of user: ID<User>, in target: AssignmentTarget) async throws(CloudError) -> [RoleRecord] {
        try await cloudErrors {
            try await require(user, target)
            return try await givenRoles(of: user, in: target)
        }
    }

    /// Where the user has a role.
    package func projects(of user: ID<User>) async throws(CloudError) -> [ProjectRecord] {
        try await cloudErrors {
            let ids = Set(try await assignments.list(under: Assignment.under(user)).compactMap(\.value.target.project))
            var found: [ProjectRecord] = []
            for id in ids {
                if let project = try await projects.get(id.value)?.value { found.append(project) }
            }
            return found.sorted { $0.name < $1.name }
        }
    }

    /// Gives the user a role there; does nothing where the user has it.
    package func assign(_ assignment: Assignment) async throws(CloudError) {
        try await cloudErrors {
            try await require(assignment.user, assignment.target)
            _ = try await role(assignment.role)
            _ = try await commit(Collection.insertion(assignment.key, assignment))
        }
    }

    /// Takes the role away.
    ///
    /// - Throws: `CloudError.notFound` where the user has it not.
    package func unassign(_ assignment: Assignment) async throws(CloudError) {
        try await cloudErrors {
            try await modify(assignments, assignment.key, kind: "Role assignment") { Collection.removal($0) }
        }
    }

    package func isAssigned(_ assignment: Assignment) async throws(CloudError) -> Bool {
        try await cloudErrors { try await assignments.get(assignment.key) != nil }
    }

    /// The roles that the user was given there and those that they imply.
    func effectiveRoles(of user: ID<User>, in target: AssignmentTarget) async throws -> [RoleRecord] {
        let given = try await givenRoles(of: user, in: target)
        let implied = Set(given.flatMap(\.implied)).subtracting(given.map(\.name))
        if implied.isEmpty { return given }
        var all = given
        for name in implied.sorted() {
            guard let id = try await names.get(NameRecord.key(.role, name))?.value.id,
                let role = try await roles.get(id)?.value
            else { continue }
            all.append(role)
        }
        return all
    }

    private func givenRoles(of user: ID<User>, in target: AssignmentTarget) async throws -> [RoleRecord] {
        var found: [RoleRecord] = []
        for stored in try await assignments.list(under: Assignment.under(user, target)) {
            if let role = try await roles.get(stored.value.role.value)?.value { found.append(role) }
        }
        return found.sorted { $0.name < $1.name }
    }

    private func require(_ user: ID<User>, _ target: AssignmentTarget) async throws {
        _ = try await self.user(user)
        if let project = target.project { _ = try await self.project(project) }
    }

    /// Cleans up behind a deletion. What a crash leaves behind names something that no longer exists, and gives nothing.
    func removeAssignments(_ isDoomed: (Assignment) -> Bool) async throws {
        for stored in try await assignments.list() where isDoomed(stored.value) {
            _ = try await commit(Collection.removal(stored))
        }
    }
}
