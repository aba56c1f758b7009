package import Cloud
internal import HostLink
package import Model
internal import Runtime
internal import Store

extension StandaloneNetworks {
    /// All that the caller may see.
    package func networkRecords(for caller: Caller) async throws(CloudError) -> [NetworkRecord] {
        try await cloudErrors { try await networks.list().map(\.value).filter { $0.isUsable(by: caller) } }
    }

    package func networkRecord(_ id: ID<Network>, for caller: Caller) async throws(CloudError) -> NetworkRecord {
        try await cloudErrors { try await usableNetwork(id, by: caller).value }
    }

    /// - Throws: `CloudError.forbidden`, `.overQuota`.
    package func createNetwork(_ draft: NetworkDraft, for caller: Caller) async throws(CloudError) -> NetworkRecord {
        try await cloudErrors {
            if let project = draft.project, project != caller.project { try Self.adminOnly(caller, "another project") }
            if draft.isShared == true { try Self.adminOnly(caller, "all projects") }
            return try await counted(in: draft.project ?? caller.project) { account in
                let network = newNetwork(draft, project: account.project)
                try account.add(\.networks, within: settings.quota)
                return (try Collection.insertion(network.id.value, network), network)
            }
        }
    }

    /// - Throws: `CloudError.notFound`, `.forbidden`.
    package func updateNetwork(
        _ id: ID<Network>,
        _ draft: NetworkDraft,
        for caller: Caller
    ) async throws(CloudError) -> NetworkRecord {
        try await cloudErrors {
            try await changeNetwork(id, for: caller) { network in
                if draft.isShared == true, !network.isShared { try Self.adminOnly(caller, "all projects") }
                network.name = draft.name ?? network.name
                network.description = draft.description ?? network.description
                network.isShared = draft.isShared ?? network.isShared
                network.isUp = draft.isUp ?? network.isUp
                network.mtu = draft.mtu ?? network.mtu
                network.hasPortSecurity = draft.hasPortSecurity ?? network.hasPortSecurity
            }
        }
    }

    /// Deletes the network with its subnets; every host that knows it is told to remove it.
    ///
    /// - Throws: `CloudError.conflict` while there are ports on it.
    package func deleteNetwork(_ id: ID<Network>, for caller: Caller) async throws(CloudError) {
        try await cloudErrors {
            let network = try await close(id, for: caller)
            guard try await store.list(TakenAddress.prefix + TakenAddress.under(id)).value.isEmpty else {
                try await reopen(id)
                throw CloudError.conflict(
                    "Unable to complete operation on network \(id). There are one or more ports still in use on the "
                        + "network. Delete them, and the servers that have them, first."
                )
            }
            try await counted(in: network.project) { account in
                guard let stored = try await networks.get(id.value) else { return (Transaction(), ()) }
                var last = stored.value
                last.generation += 1
                account.remove(\.networks)
                account.remove(\.subnets, last.subnets.count)
                if account.automaticNetwork == id { account.automaticNetwork = nil }
                let removed = Set(last.subnets.map(\.id))
                return (
                    try Collection.removal(stored) + specs(of: last, presence: .absent)
                        + (await planning { plan in plan.subnets = plan.subnets.filter { !removed.contains($0.key) } }),
                    ()
                )
            }
        }
    }

    func newNetwork(_ draft: NetworkDraft, project: ID<Project>) -> NetworkRecord {
        NetworkRecord(
            id: runtime.id(),
            name: draft.name ?? "",
            description: draft.description ?? "",
            project: project,
            isShared: draft.isShared ?? false,
            isUp: draft.isUp ?? true,
            mtu: draft.mtu ?? NetworkRecord.defaultMTU,
            hasPortSecurity: draft.hasPortSecurity ?? true,
            createdAt: runtime.now,
            updatedAt: runtime.now
        )
    }

    /// Changes a network of the caller's, and tells its hosts what they must know of that.
    func changeNetwork(
        _ id: ID<Network>,
        for caller: Caller,
        _ change: (inout NetworkRecord) throws -> Void
    ) async throws -> NetworkRecord {
        try await repeatedly("Network \(id)", gate: id.value) {
            let stored = try await ownedNetwork(id, by: caller)
            var network = stored.value
            try change(&network)
            return (try await updating(stored, to: network), network)
        }
    }

    /// The transaction that puts the network anew, and its specs where hosts must know.
    func updating(_ stored: Stored<NetworkRecord>, to changed: NetworkRecord) async throws -> Transaction {
        var network = changed
        if network == stored.value { return Transaction() }
        let host = ID<Host>("")
        let concernsHosts = network.spec(on: host) != stored.value.spec(on: host)
        network.updatedAt = runtime.now
        network.changes += 1
        if concernsHosts { network.generation += 1 }
        return try Collection.update(stored, to: network)
            + (concernsHosts ? specs(of: network) : Transaction())
    }

    /// Bars new ports from a network, so that what is found on it then is all there will be.
    func close(_ id: ID<Network>, for caller: Caller) async throws -> NetworkRecord {
        try await repeatedly("Network \(id)", gate: id.value) {
            let stored = try await ownedNetwork(id, by: caller)
            var network = stored.value
            network.closedSince = runtime.now
            return (try Collection.update(stored, to: network), network)
        }
    }

    func reopen(_ id: ID<Network>) async throws {
        _ = try await networks.modify(id.value) { $0.closedSince = nil }
    }

    func usableNetwork(_ id: ID<Network>, by caller: Caller) async throws -> Stored<NetworkRecord> {
        guard let stored = try await networks.get(id.value), stored.value.isUsable(by: caller) else {
            throw CloudError.notFound(kind: "Network", id: id.value)
        }
        return stored
    }

    func ownedNetwork(_ id: ID<Network>, by caller: Caller) async throws -> Stored<NetworkRecord> {
        let stored = try await usableNetwork(id, by: caller)
        guard stored.value.isOwned(by: caller) else {
            throw CloudError.forbidden("Network \(id) belongs to another project.")
        }
        return stored
    }

    static func adminOnly(_ caller: Caller, _ whom: String) throws(CloudError) {
        guard caller.isAdmin else { throw .forbidden("Only an administrator may make this for \(whom).") }
    }
}
