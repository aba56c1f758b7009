package import HostLink
package import Model
package import Store

/// The records that a controller keeps in memory: what lists, views and the scheduler read.
package struct Replicas: Sendable {
    package let servers: Replica<Server>
    package let flavors: Replica<Flavor>
    package let keyPairs: Replica<KeyPair>
    package let inventories: Replica<HostInventory>
    package let alive: Replica<HostAlive>
    package let claims: Replica<HostClaims>
    package let services: Replica<HostService>
    package let reports: Replica<MachineReport>
    let workflows: Replica<WorkflowRecord>
    let owners: Replica<WorkflowOwner>

    package init(_ store: any Store) {
        servers = Replica(
            store,
            indexes: [
                ReplicaIndex("project") { $0.project.value },
                ReplicaIndex("host") { $0.host?.value },
                ReplicaIndex("address", words: { Array(Set($0.ports.flatMap(\.addresses).map(\.address))) }),
            ])
        flavors = Replica(store)
        keyPairs = Replica(store)
        inventories = Replica(store)
        alive = Replica(store)
        claims = Replica(store)
        services = Replica(store)
        reports = Replica(store, indexes: [ReplicaIndex("server") { $0.server.value }])
        workflows = Replica(store, indexes: [ReplicaIndex("server") { $0.server.value }])
        owners = Replica(store)
    }

    /// Follows the store until cancelled.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await servers.run() }
            group.addTask { try await flavors.run() }
            group.addTask { try await keyPairs.run() }
            group.addTask { try await inventories.run() }
            group.addTask { try await alive.run() }
            group.addTask { try await claims.run() }
            group.addTask { try await services.run() }
            group.addTask {
                // Clients wait for the servers alone. What fails here ends the group, as with the others; where the servers
                // cannot be read, this waits and is cancelled with them.
                await servers.ready()
                try await reports.run()
            }
            group.addTask { try await workflows.run() }
            group.addTask { try await owners.run() }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Returns once all have been read for the first time.
    package func ready() async {
        await servers.ready()
        await flavors.ready()
        await keyPairs.ready()
        await inventories.ready()
        await alive.ready()
        await claims.ready()
        await services.ready()
        await reports.ready()
        await workflows.ready()
        await owners.ready()
    }
}
