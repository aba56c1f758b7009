package import Cloud
internal import HostLink
package import Model
package import Runtime
package import Store

/// The embedded network service: networks, subnets and ports as records; a network comes to be on a host by a spec there.
///
/// Every change compares what it rests on, so that no address is given twice and no quota overrun, however many
/// controllers there are.
package struct StandaloneNetworks: Networks {
    /// A network's specs are put in one transaction with it.
    static let maximumHosts = 100

    let runtime: any Runtime
    let store: any Store
    package let settings: NetworkSettings
    let hostRanges: @Sendable () -> [HostRange]
    let turnstile = Turnstile()
    let cursors = AddressCursors()

    var networks: Collection<NetworkRecord> { Collection(store) }
    var ports: Collection<PortRecord> { Collection(store) }
    var groups: Collection<SecurityGroupRecord> { Collection(store) }
    var accounts: Collection<NetworkAccount> { Collection(store) }
    var taken: Collection<TakenAddress> { Collection(store) }
    var devices: Collection<DevicePort> { Collection(store) }
    var plans: Collection<AddressPlan> { Collection(store) }

    /// - Parameter hostRanges: the addresses of the hosts' own links, which no subnet may take; where the hosts are
    ///   elsewhere, none are known.
    package init(
        store: any Store,
        runtime: any Runtime,
        settings: NetworkSettings = NetworkSettings(),
        hostRanges: @escaping @Sendable () -> [HostRange] = { [] }
    ) {
        self.store = store
        self.runtime = runtime
        self.settings = settings
        self.hostRanges = hostRanges
    }

    // MARK: What a server asks for

    package func networks(for caller: Caller) async throws(CloudError) -> [Network] {
        try await cloudErrors {
            try await networks.list().map(\.value)
                .filter { $0.isShared || $0.project == caller.project }
                .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
                .map(\.network)
        }
    }

    package func network(_ id: ID<Network>, for caller: Caller) async throws(CloudError) -> Network {
        try await networkRecord(id, for: caller).network
    }

    package func port(_ id: ID<Port>, for caller: Caller) async throws(CloudError) -> Port {
        try await cloudErrors {
            let stored = try await visiblePort(id, for: caller)
            return try await port(stored.value)
        }
    }

    package func ports(of server: ID<Server>) async throws(CloudError) -> [Port] {
        try await cloudErrors {
            var found: [Port] = []
            for record in try await portRecords(of: server.value) { found.append(try await port(record)) }
            return found
        }
    }

    /// What a project has, and may have.
    package func usage(of project: ID<Project>) async throws(CloudError) -> NetworkQuota {
        try await cloudErrors { try await accounts.get(project.value)?.value.used ?? NetworkQuota() }
    }

    /// What a project may have.
    package func quota(of project: ID<Project>) async throws(CloudError) -> NetworkQuota {
        try await cloudErrors { try await accounts.get(project.value)?.value.limits ?? settings.quota }
    }

    /// Gives a project limits of its own; nil takes them back. What it has already stays.
    ///
    /// Source: Networking API v2.0 reference, "Update quota for a project", "Reset quota for a project".
    package func limit(_ project: ID<Project>, to limits: NetworkQuota?) async throws(CloudError) {
        try await cloudErrors {
            try await counted(in: project) { account in
                account.limits = limits
                return (Transaction(), ())
            }
        }
    }

    /// The projects with limits of their own.
    package func quotas() async throws(CloudError) -> [(project: ID<Project>, limits: NetworkQuota)] {
        try await cloudErrors {
            try await accounts.list().compactMap { account in
                account.value.limits.map { (account.value.project, $0) }
            }
        }
    }

    // MARK: What the parts of the service share

    func port(_ record: PortRecord) async throws -> Port {
        guard let network = try await networks.get(record.network.value)?.value else {
            throw CloudError.notFound(kind: "Network", id: record.network.value)
        }
        return record.port(on: network)
    }

    func portRecords(of device: String) async throws -> [PortRecord] {
        var found: [PortRecord] = []
        for stored in try await devices.list(under: DevicePort.under(device)) {
            if let record = try await ports.get(stored.value.port.value)?.value { found.append(record) }
        }
        return found
    }

    func visiblePort(_ id: ID<Port>, for caller: Caller) async throws -> Stored<PortRecord> {
        guard let stored = try await ports.get(id.value, in: caller.isAdmin ? .all : caller.scope) else {
            throw CloudError.notFound(kind: "Port", id: id.value)
        }
        return stored
    }

    /// Makes and commits a transaction until nobody gets in between.
    ///
    /// - Parameters:
    ///   - gate: works of the same name pass one after another in this process.
    ///   - make: the transaction for what is there now, and the answer if it commits.
    func repeatedly<Answer>(
        _ what: String,
        gate: String,
        _ make: () async throws -> (Transaction, Answer)
    ) async throws -> Answer {
        try await turnstile.pass(gate) {
            for _ in 0..<Collection<NetworkRecord>.maximumAttempts {
                let (transaction, answer) = try await make()
                if transaction.changes.isEmpty { return answer }
                if try await store.commit(transaction) != .conflict { return answer }
            }
            throw CloudError.contended(what)
        }
    }

    /// The same, for what counts in a project's account.
    func counted<Answer>(
        in project: ID<Project>,
        _ make: (inout NetworkAccount) async throws -> (Transaction, Answer)
    ) async throws -> Answer {
        try await repeatedly("What project \(project) has", gate: project.value) {
            var draft = try await draft(of: project)
            let (transaction, answer) = try await make(&draft.account)
            return (try transaction + draft.transaction, answer)
        }
    }

    /// The specs of the network for all hosts that know it, as it is.
    func specs(of network: NetworkRecord, presence: NetworkSpec.Presence = .present) throws(StoreError) -> Transaction {
        var transaction = Transaction()
        for host in network.hosts {
            // The network's record, whose revision the same transaction compares, has the only writer of its specs.
            transaction =
                try transaction
                + Collection.overwrite(HostKeys(host).network(network.id), network.spec(on: host, presence: presence))
        }
        return transaction
    }
}
