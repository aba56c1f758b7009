internal import Model
internal import Store

/// Changes what a project has, in the transaction that makes or deletes its servers.
struct UsageChange {
    private let store: any Store

    init(_ store: any Store) { self.store = store }

    /// Counts servers of that flavor; the quota holds because the record is compared when this commits.
    ///
    /// - Throws: `QuotaExceeded`.
    func adding(_ flavor: Flavor, count: Int, project: ID<Project>, limits: QuotaSet) async throws -> Transaction {
        let stored = try await Collection<ProjectUsage>(store).get(project.value)
        let before = stored?.value ?? ProjectUsage()
        var usage = before
        usage.add(flavor, count: count)
        try QuotaExceeded.check("instances", limit: limits.instances, used: before.instances, wanted: count)
        try QuotaExceeded.check("cores", limit: limits.cores, used: before.cores, wanted: usage.cores - before.cores)
        try QuotaExceeded.check("ram", limit: limits.ram, used: before.ram, wanted: usage.ram - before.ram)
        guard let stored else { return try Collection.insertion(project.value, usage) }
        return try Collection.update(stored, to: usage)
    }

    func removing(_ server: Server) async throws -> Transaction {
        guard let stored = try await Collection<ProjectUsage>(store).get(server.project.value) else {
            return Transaction()
        }
        var usage = stored.value
        usage.remove(server.flavor)
        return try Collection.update(stored, to: usage)
    }
}
