package import Cloud
package import Model
internal import Runtime
internal import Store

extension StandaloneNetworks {
    /// - Throws: `CloudError.badRequest` for a block that overlaps another, `.forbidden`, `.overQuota`.
    package func createSubnet(
        _ draft: SubnetDraft,
        cidr: IPv4Block,
        on id: ID<Network>,
        for caller: Caller
    ) async throws(CloudError) -> (SubnetRecord, NetworkRecord) {
        try await cloudErrors {
            let project = try await ownedNetwork(id, by: caller).value.project
            return try await counted(in: project) { account in
                let stored = try await ownedNetwork(id, by: caller)
                try requireFree(cidr)
                let subnet = try newSubnet(draft, cidr: cidr)
                var network = stored.value
                network.subnets.append(subnet)
                try account.add(\.subnets, within: settings.quota)
                let planned = try await planning { plan in
                    guard plan.overlapping(cidr) == nil else {
                        throw CloudError.badRequest(
                            "Invalid input for operation: Requested subnet with cidr: \(cidr) for network: \(id) overlaps "
                                + "with another subnet. Networks of this service share their hosts' routing: choose "
                                + "a block that no other subnet has."
                        )
                    }
                    plan.subnets[subnet.id] = AddressPlan.Entry(network: id, cidr: cidr)
                }
                return (try await updating(stored, to: network) + planned, (subnet, network))
            }
        }
    }

    /// - Throws: `CloudError.notFound`, `.forbidden`, `.badRequest`.
    package func updateSubnet(
        _ id: ID<Subnet>,
        _ draft: SubnetDraft,
        for caller: Caller
    ) async throws(CloudError) -> (SubnetRecord, NetworkRecord) {
        try await cloudErrors {
            let known = try await networkRecord(of: id, for: caller)
            let network = try await changeNetwork(known.id, for: caller) { network in
                guard let index = network.subnets.firstIndex(where: { $0.id == id }) else {
                    throw CloudError.notFound(kind: "Subnet", id: id.value)
                }
                var subnet = network.subnets[index]
                try apply(draft, to: &subnet)
                if subnet == network.subnets[index] { return }
                subnet.updatedAt = runtime.now
                subnet.changes += 1
                network.subnets[index] = subnet
            }
            return (try Self.subnet(id, of: network), network)
        }
    }

    /// - Throws: `CloudError.conflict` while a port has an address of it.
    package func deleteSubnet(_ id: ID<Subnet>, for caller: Caller) async throws(CloudError) {
        try await cloudErrors {
            let known = try await networkRecord(of: id, for: caller)
            _ = try await close(known.id, for: caller)
            let held = try await taken.list(under: TakenAddress.addresses(known.id))
            guard !held.contains(where: { $0.value.subnet == id }) else {
                try await reopen(known.id)
                throw CloudError.conflict(
                    "Unable to complete operation on subnet \(id): One or more ports have an IP allocation from this "
                        + "subnet. Delete them, and the servers that have them, first."
                )
            }
            try await counted(in: known.project) { account in
                let stored = try await ownedNetwork(known.id, by: caller)
                var network = stored.value
                network.subnets.removeAll { $0.id == id }
                network.closedSince = nil
                account.remove(\.subnets, stored.value.subnets.count - network.subnets.count)
                return (try await updating(stored, to: network) + planning { $0.subnets[id] = nil }, ())
            }
        }
    }

    /// The network that has the subnet, where the caller may see it.
    package func networkRecord(of id: ID<Subnet>, for caller: Caller) async throws(CloudError) -> NetworkRecord {
        try await cloudErrors {
            guard let entry = try await plans.get(AddressPlan.key)?.value.subnets[id],
                let network = try await networks.get(entry.network.value)?.value, network.isUsable(by: caller)
            else { throw CloudError.notFound(kind: "Subnet", id: id.value) }
            return network
        }
    }

    package static func subnet(_ id: ID<Subnet>, of network: NetworkRecord) throws(CloudError) -> SubnetRecord {
        guard let subnet = network.subnets.first(where: { $0.id == id }) else {
            throw .notFound(kind: "Subnet", id: id.value)
        }
        return subnet
    }

    func newSubnet(_ draft: SubnetDraft, cidr: IPv4Block) throws -> SubnetRecord {
        var subnet = SubnetRecord(
            id: runtime.id(),
            name: "",
            description: "",
            cidr: cidr,
            gateway: cidr.hosts.lowerBound,
            hasDHCP: true,
            nameservers: settings.nameservers,
            pools: [],
            routes: [],
            createdAt: runtime.now,
            updatedAt: runtime.now
        )
        try apply(draft, to: &subnet)
        return subnet
    }

    /// Changes the record of the plan, whose changes conflict with each other.
    func planning(_ change: (inout AddressPlan) throws -> Void) async throws -> Transaction {
        let stored = try await plans.get(AddressPlan.key)
        var plan = stored?.value ?? AddressPlan()
        try change(&plan)
        guard let stored else { return try Collection.insertion(AddressPlan.key, plan) }
        return plan == stored.value ? Transaction() : try Collection.update(stored, to: plan)
    }

    /// - Throws: `CloudError.badRequest` where a link of a host has an address in the block.
    private func requireFree(_ cidr: IPv4Block) throws(CloudError) {
        guard (8...29).contains(cidr.prefix) else {
            throw .badRequest("Invalid input for 'cidr': '\(cidr)' must have a prefix between 8 and 29.")
        }
        if hostRanges().contains(where: { cidr.contains($0.address) }) {
            throw .badRequest(
                "Invalid input for 'cidr': a host of this cloud has an address of its own in \(cidr). Choose another "
                    + "block."
            )
        }
    }

    private func apply(_ draft: SubnetDraft, to subnet: inout SubnetRecord) throws(CloudError) {
        subnet.name = draft.name ?? subnet.name
        subnet.description = draft.description ?? subnet.description
        subnet.hasDHCP = draft.hasDHCP ?? subnet.hasDHCP
        subnet.nameservers = draft.nameservers ?? subnet.nameservers
        subnet.routes = draft.routes ?? subnet.routes
        switch draft.gateway {
        case .unsaid: break
        case .none: subnet.gateway = nil
        case .address(let address): subnet.gateway = address
        }
        if let gateway = subnet.gateway, !subnet.cidr.hosts.contains(gateway) {
            throw .badRequest("Invalid input for 'gateway_ip': \(gateway) is no host address of \(subnet.cidr).")
        }
        if subnet.hasDHCP, subnet.gateway == nil {
            throw .badRequest(
                "Invalid input for 'gateway_ip': this service answers DHCP at the gateway's address. Give a gateway, "
                    + "or set enable_dhcp to false."
            )
        }
        subnet.pools = draft.pools ?? (subnet.pools.isEmpty ? subnet.cidr.pools(without: subnet.gateway) : subnet.pools)
        try Self.check(subnet.pools, of: subnet)
    }

    private static func check(_ pools: [AddressPool], of subnet: SubnetRecord) throws(CloudError) {
        for (index, pool) in pools.enumerated() {
            let text = "\(pool.start)-\(pool.end)"
            guard pool.start <= pool.end, subnet.cidr.hosts.contains(pool.start), subnet.cidr.hosts.contains(pool.end)
            else { throw .badRequest("Invalid input for 'allocation_pools': \(text) is not within \(subnet.cidr).") }
            if let gateway = subnet.gateway, pool.contains(gateway) {
                throw .badRequest("Invalid input for 'allocation_pools': \(text) holds the gateway \(gateway).")
            }
            if pools[..<index].contains(where: { $0.start <= pool.end && pool.start <= $0.end }) {
                throw .badRequest("Invalid input for 'allocation_pools': \(text) overlaps another pool.")
            }
        }
    }
}

extension IPv4Block {
    /// All host addresses but the gateway's.
    fileprivate func pools(without gateway: IPv4Address?) -> [AddressPool] {
        guard let gateway else { return [AddressPool(start: hosts.lowerBound, end: hosts.upperBound)] }
        var pools: [AddressPool] = []
        if gateway > hosts.lowerBound {
            pools.append(AddressPool(start: hosts.lowerBound, end: IPv4Address(gateway.value - 1)))
        }
        if gateway < hosts.upperBound {
            pools.append(AddressPool(start: IPv4Address(gateway.value + 1), end: hosts.upperBound))
        }
        return pools
    }
}
