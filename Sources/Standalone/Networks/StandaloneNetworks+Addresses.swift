internal import Cloud
internal import Model
internal import Runtime
internal import Store

extension StandaloneNetworks {
    /// How many addresses are tried one by one before all that are taken are read.
    private static var probes: Int { 8 }
    static var maximumAddresses: Int { 5 }

    /// Chooses the addresses of a port; that they are free is compared when they are put.
    ///
    /// - Parameters:
    ///   - wishes: nil for one address of any subnet.
    ///   - held: what the port has already, and may keep.
    /// - Throws: `CloudError.badRequest` for an address outside the network, `.conflict` for one that is taken and where
    ///   none is left.
    func addresses(
        _ wishes: [PortDraft.Address]?,
        on network: NetworkRecord,
        held: [PortRecord.Address] = []
    ) async throws -> [PortRecord.Address] {
        guard let wishes else { return try await anyAddress(on: network) }
        guard wishes.count <= Self.maximumAddresses else {
            throw CloudError.badRequest("A port can have \(Self.maximumAddresses) fixed_ips at most.")
        }
        var chosen: [PortRecord.Address] = []
        for wish in wishes {
            let subnet = try subnet(for: wish, on: network)
            if let address = wish.address {
                try await requireFree(address, of: subnet, on: network, held: held + chosen)
                chosen.append(PortRecord.Address(subnet: subnet.id, address: address))
            } else if let address = held.first(where: { $0.subnet == subnet.id && !chosen.contains($0) }) {
                chosen.append(address)
            } else if let address = try await freeAddress(of: subnet, on: network, except: chosen.map(\.address)) {
                chosen.append(PortRecord.Address(subnet: subnet.id, address: address))
            } else {
                throw CloudError.conflict("No more IP addresses available on subnet \(subnet.id).")
            }
        }
        guard Set(chosen).count == chosen.count else {
            throw CloudError.badRequest("Invalid input for 'fixed_ips': an address stands twice.")
        }
        return chosen
    }

    private func anyAddress(on network: NetworkRecord) async throws -> [PortRecord.Address] {
        if network.subnets.isEmpty { return [] }
        for subnet in network.subnets {
            if let address = try await freeAddress(of: subnet, on: network, except: []) {
                return [PortRecord.Address(subnet: subnet.id, address: address)]
            }
        }
        throw CloudError.conflict("No more IP addresses available on network \(network.id).")
    }

    private func subnet(for wish: PortDraft.Address, on network: NetworkRecord) throws(CloudError) -> SubnetRecord {
        if let id = wish.subnet {
            guard let subnet = network.subnets.first(where: { $0.id == id }) else {
                throw .badRequest("Invalid input for 'fixed_ips': network \(network.id) has no subnet \(id).")
            }
            if let address = wish.address, !subnet.cidr.contains(address) {
                throw .badRequest("IP address \(address) is not a valid IP for the specified subnet.")
            }
            return subnet
        }
        guard let address = wish.address else {
            throw .badRequest("Invalid input for 'fixed_ips': each needs a subnet_id or an ip_address.")
        }
        guard let subnet = network.subnets.first(where: { $0.cidr.contains(address) }) else {
            throw .badRequest(
                "IP address \(address) is not a valid IP for any of the subnets on the specified network."
            )
        }
        return subnet
    }

    private func requireFree(
        _ address: IPv4Address,
        of subnet: SubnetRecord,
        on network: NetworkRecord,
        held: [PortRecord.Address]
    ) async throws {
        guard subnet.cidr.hosts.contains(address) else {
            throw CloudError.badRequest("IP address \(address) is not a valid IP for the specified subnet.")
        }
        if held.contains(where: { $0.address == address }) { return }
        let isTaken = try await taken.get(TakenAddress.key(network.id, address)) != nil
        if isTaken || address == subnet.gateway {
            throw CloudError.conflict("IP address \(address) already allocated in subnet \(subnet.id).")
        }
    }

    /// - Returns: nil where none is left.
    private func freeAddress(
        of subnet: SubnetRecord,
        on network: NetworkRecord,
        except: [IPv4Address]
    ) async throws -> IPv4Address? {
        if let last = cursors[subnet.id] {
            for address in subnet.addresses(after: last).prefix(Self.probes) where !except.contains(address) {
                guard try await store.get(TakenAddress.prefix + TakenAddress.key(network.id, address)) == nil else {
                    continue
                }
                cursors[subnet.id] = address
                return address
            }
        }
        let prefix = TakenAddress.prefix + TakenAddress.addresses(network.id)
        let keys = Set(try await store.list(prefix).value.map(\.key))
        let free = subnet.addresses(after: cursors[subnet.id]).first { address in
            !except.contains(address) && !keys.contains(prefix + address.description)
        }
        if let free { cursors[subnet.id] = free }
        return free
    }

    /// The records that hold the addresses for the port, each put only where there is none.
    func taking(_ addresses: [PortRecord.Address], for port: ID<Port>, on network: ID<Network>) throws -> Transaction {
        try addresses.reduce(Transaction()) { transaction, held in
            try transaction
                + Collection.insertion(
                    TakenAddress.key(network, held.address),
                    TakenAddress(port: port, subnet: held.subnet)
                )
        }
    }

    func freeing(_ addresses: [PortRecord.Address], on network: ID<Network>) -> Transaction {
        Transaction(
            changes: addresses.map { .delete(TakenAddress.prefix + TakenAddress.key(network, $0.address)) }
        )
    }

    /// A MAC address below Neutron's default prefix.
    func randomMAC() -> String {
        let bits = runtime.random()
        let bytes = [0xFA, 0x16, 0x3E] + [16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) }
        return bytes.map { [$0].hexText }.joined(separator: ":")
    }
}

extension SubnetRecord {
    /// The addresses of the pools, beginning behind that one, once around.
    fileprivate func addresses(after last: IPv4Address?) -> some Sequence<IPv4Address> {
        let ordered = pools.sorted { $0.start < $1.start }
        let all = ordered.lazy.map { ($0.start.value...$0.end.value).lazy.map(IPv4Address.init) }.joined()
        guard let last else { return AnySequence(all) }
        let behind = ordered.lazy.filter { $0.end > last }
            .map { (max($0.start.value, last.value + 1)...$0.end.value).lazy.map(IPv4Address.init) }.joined()
        let before = ordered.lazy.filter { $0.start <= last }
            .map { ($0.start.value...min($0.end.value, last.value)).lazy.map(IPv4Address.init) }.joined()
        return AnySequence([AnySequence(behind), AnySequence(before)].joined())
    }
}
