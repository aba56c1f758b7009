internal import Cloud
internal import Model
internal import Runtime
internal import Store

extension StandaloneIdentity {
    /// Makes the first administrator, projects and roles, once in the life of a store.
    ///
    /// - Parameter publish: keeps the credentials where the operator finds them. It is called before anything is
    ///   stored, so that a crash in between leaves no cloud that nobody can enter; then it is called again.
    /// - Returns: whether this was the first start.
    /// - Throws: what `publish` throws; `StoreError`.
    package func bootstrap(publish: (Credentials) async throws -> Void) async throws -> Bool {
        if try await names.get(NameRecord.key(.user, "admin")) != nil { return false }
        let password = RandomSecret.text()
        let user = UserRecord(
            id: newID(),
            name: "admin",
            description: "The first administrator",
            password: try await desk.hash(password),
            createdAt: runtime.now
        )
        let admin = ProjectRecord(
            id: newID(),
            name: "admin",
            description: "The administrators' project",
            createdAt: runtime.now
        )
        let service = ProjectRecord(
            id: newID(),
            name: "service",
            description: "The services' project",
            createdAt: runtime.now
        )
        var transaction = try insertion(user) + insertion(admin) + insertion(service)
        for (name, _) in RoleRecord.defaults {
            let role = RoleRecord(id: newID(), name: name)
            transaction = try transaction + insertion(role)
            guard name == "admin" else { continue }
            for target in [AssignmentTarget.project(admin.id), .domain, .system] {
                let assignment = Assignment(user: user.id, target: target, role: role.id)
                transaction = try transaction + Collection.insertion(assignment.key, assignment)
            }
        }
        try await publish(Credentials(user: user.name, project: admin.name, password: password))
        return try await commit(transaction)
    }

    func newID<Entity>() -> ID<Entity> { ID(runtime.uuid().withoutHyphens) }

    func insertion(_ user: UserRecord) throws(StoreError) -> Transaction {
        try Collection.insertion(user.id.value, user)
            + Collection.insertion(NameRecord.key(.user, user.name), NameRecord(id: user.id.value))
    }

    func insertion(_ project: ProjectRecord) throws(StoreError) -> Transaction {
        try Collection.insertion(project.id.value, project)
            + Collection.insertion(NameRecord.key(.project, project.name), NameRecord(id: project.id.value))
    }

    func insertion(_ role: RoleRecord) throws(StoreError) -> Transaction {
        try Collection.insertion(role.id.value, role)
            + Collection.insertion(NameRecord.key(.role, role.name), NameRecord(id: role.id.value))
    }

    /// Gives the name of a record to its new name, where that changes.
    ///
    /// - Throws: `CloudError.conflict` where somebody else has the new name.
    func renaming(
        _ kind: NameRecord.Kind,
        id: String,
        from old: String,
        to new: String
    ) async throws -> Transaction {
        if old == new { return Transaction() }
        if try await names.get(NameRecord.key(kind, new)) != nil { throw Self.nameTaken(kind, new) }
        return try Collection.insertion(NameRecord.key(kind, new), NameRecord(id: id))
            + (await freeing(kind, old))
    }

    /// Gives a name back.
    func freeing(_ kind: NameRecord.Kind, _ name: String) async throws -> Transaction {
        guard let stored = try await names.get(NameRecord.key(kind, name)) else { return Transaction() }
        return Collection.removal(stored)
    }

    static func nameTaken(_ kind: NameRecord.Kind, _ name: String) -> CloudError {
        .conflict("A \(kind.rawValue) named '\(name)' exists already. Choose another name.")
    }
}
