package import Cloud
package import Model
internal import Runtime
internal import Store

extension StandaloneNetworks {
    /// The project's only network; where it has none, one with a free block of 256 addresses.
    ///
    /// - Throws: `CloudError.conflict` where the project has several, none of which was made for this.
    package func automaticNetwork(for caller: Caller) async throws(CloudError) -> Network {
        let usable = try await networks(for: caller)
        if usable.count == 1 { return usable[0] }
        if usable.isEmpty { return try await allocateNetwork(for: caller).network }
        let made = try await cloudErrors { try await accounts.get(caller.project.value)?.value.automaticNetwork }
        guard let network = usable.first(where: { $0.id == made }) else {
            throw .conflict("Multiple possible networks found, use a Network ID to be more specific.")
        }
        return network
    }

    /// The network that the service made for the project; made where there is none yet.
    ///
    /// Source: Networking API v2.0 reference, section "Auto allocated topologies".
    package func allocateNetwork(for caller: Caller) async throws(CloudError) -> NetworkRecord {
        try await cloudErrors {
            try await counted(in: caller.project) { account in
                if let id = account.automaticNetwork, let network = try await networks.get(id.value)?.value {
                    return (Transaction(), network)
                }
                var draft = NetworkDraft()
                draft.name = "auto_allocated_network"
                var network = newNetwork(draft, project: caller.project)
                let ranges = hostRanges().map(\.block)
                let planned = try await planning { plan in
                    guard let block = plan.freeBlock(avoiding: ranges) else {
                        throw CloudError.badRequest("No block of addresses is free for an automatic network.")
                    }
                    var draft = SubnetDraft()
                    draft.name = "auto_allocated_subnet_v4"
                    let subnet = try newSubnet(draft, cidr: block)
                    network.subnets = [subnet]
                    plan.subnets[subnet.id] = AddressPlan.Entry(network: network.id, cidr: block)
                }
                try account.add(\.networks, within: settings.quota)
                try account.add(\.subnets, within: settings.quota)
                account.automaticNetwork = network.id
                return (try Collection.insertion(network.id.value, network) + planned, network)
            }
        }
    }
}
