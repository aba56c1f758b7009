internal import HostLink
internal import Model
internal import Runtime
internal import Store

extension StandaloneNetworks {
    /// For how long a deletion may be under way before it counts as given up.
    private static var closingTime: Duration { .seconds(60) }

    /// Forgets networks that hosts have removed, and opens those whose deletion a crash cut short, until cancelled.
    ///
    /// - Throws: `CancellationError`, `StoreError`.
    package func run() async throws {
        let reports = Replica<NetworkReport>(store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await reports.run() }
            group.addTask {
                let (known, changes) = reports.follow()
                for report in known { try await forget(report.key) }
                for await change in changes { try await forget(change.key) }
            }
            group.addTask {
                while true {
                    try await openAbandoned()
                    try await runtime.sleep(for: Self.closingTime)
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Removes the spec and the report of a network that the host has removed.
    private func forget(_ key: String) async throws {
        let parts = key.split(separator: "/")
        guard parts.count == 3 else { return }
        let keys = HostKeys(ID(String(parts[0])))
        let network = ID<Network>(String(parts[2]))
        guard let report = try await Collection<NetworkReport>(store).get(key), report.value.observation == .gone,
            let spec = try await Collection<NetworkSpec>(store).get(keys.network(network)),
            spec.value.presence == .absent, report.value.observedGeneration >= spec.value.generation
        else { return }
        _ = try await store.commit(Collection.removal(spec) + Collection.removal(report))
    }

    private func openAbandoned() async throws {
        let now = runtime.now
        for stored in try await networks.list() {
            guard let since = stored.value.closedSince, now - since > Self.closingTime else { continue }
            try await reopen(stored.value.id)
        }
    }
}
