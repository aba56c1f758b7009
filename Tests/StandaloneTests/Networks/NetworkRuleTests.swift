import Cloud
import HostLink
import Model
import Runtime
import Store
import Testing

@testable import Standalone

@Suite("Networks and subnets")
struct NetworkRuleTests {
    @Test("no two subnets overlap, on whatever network, whoever asks at once", arguments: 1...4 as ClosedRange<UInt64>)
    func overlap(_ seed: UInt64) throws {
        let runtime = SimulatedRuntime(seed: seed)
        let made = try runtime.run {
            let fixture = NetworkFixture(runtime)
            let other = StandaloneNetworks(store: fixture.store, runtime: runtime)
            _ = try await fixture.network("192.168.9.0/24")
            var targets: [ID<Network>] = []
            for _ in 0..<6 { targets.append(try await fixture.network(nil).id) }
            let cidrs = ["10.0.0.0/16", "10.0.7.0/24", "10.0.0.0/8", "10.0.7.0/24", "10.0.7.128/25", "10.0.7.128/26"]
            return await withTaskGroup(of: Bool.self) { group in
                for (index, cidr) in cidrs.enumerated() {
                    let target = targets[index]
                    group.addTask {
                        guard let block = IPv4Block(cidr) else { return false }
                        let service = index % 2 == 0 ? other : fixture.networks
                        return
                            (try? await service.createSubnet(
                                SubnetDraft(), cidr: block, on: target, for: fixture.owner)) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
        }
        #expect(made == 1)
    }

    @Test("a subnet does not take what a host has for itself")
    func hostRanges() async throws {
        let fixture = NetworkFixture(SystemRuntime()) {
            [HostRange(link: "eth0", address: IPv4Address(10 << 24 | 5), prefix: 22)]
        }
        let error = await cloudError { _ = try await fixture.network("10.0.0.0/24") }
        #expect(error?.isBadRequest == true)
        _ = try await fixture.network("10.9.0.0/24")
        let automatic = try await fixture.networks.allocateNetwork(for: .member(of: "q"))
        #expect(automatic.subnets[0].cidr.description == "10.0.4.0/24")
    }

    @Test("a network with ports stays; without them it goes with its subnets")
    func deletion() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        let port = try await fixture.port(network.id)
        #expect(
            await cloudError { try await fixture.networks.deleteNetwork(network.id, for: fixture.owner) }?.isConflict
                == true)
        #expect(
            await cloudError {
                try await fixture.networks.deleteSubnet(network.subnets[0].id, for: fixture.owner)
            }?.isConflict == true)
        // A refused deletion leaves the network as usable as before.
        let second = try await fixture.port(network.id)
        for id in [port.id, second.id] { try await fixture.networks.deletePort(id, for: fixture.owner) }
        try await fixture.networks.deleteNetwork(network.id, for: fixture.owner)
        #expect(try await fixture.isEmpty(NetworkRecord.prefix))
        #expect(try await fixture.isEmpty(TakenAddress.prefix))
        #expect(try await fixture.networks.usage(of: ID("p")).subnets == 0)
        _ = try await fixture.network("10.0.0.0/24")
    }

    @Test(
        "a port that is made while its network is deleted is made, or not: never on no network",
        arguments: 1...20 as ClosedRange<UInt64>)
    func race(_ seed: UInt64) throws {
        let runtime = SimulatedRuntime(seed: seed)
        try runtime.run {
            let fixture = NetworkFixture(runtime)
            let other = StandaloneNetworks(store: fixture.store, runtime: runtime)
            let network = try await fixture.network("10.0.0.0/24")
            async let making = cloudError {
                _ = try await other.createPort(PortDraft(), on: network.id, for: fixture.owner)
            }
            async let deletion = cloudError {
                try await fixture.networks.deleteNetwork(network.id, for: fixture.owner)
            }
            let (makingError, deletionError) = await (making, deletion)
            let exists = try await !fixture.isEmpty(NetworkRecord.prefix)
            #expect(exists == (deletionError != nil))
            #expect(exists || makingError != nil)
            #expect(try await fixture.isEmpty(PortRecord.prefix) == (makingError != nil))
        }
    }

    @Test("a deletion that a crash cut short bars the network for a while only")
    func reopening() throws {
        let runtime = SimulatedRuntime(seed: 1)
        try runtime.run {
            let fixture = NetworkFixture(runtime)
            let network = try await fixture.network("10.0.0.0/24")
            _ = try await fixture.networks.close(network.id, for: fixture.owner)
            #expect(await cloudError { _ = try await fixture.port(network.id) }?.isConflict == true)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try? await fixture.networks.run() }
                try await runtime.sleep(for: .seconds(200))
                _ = try await fixture.port(network.id)
                group.cancelAll()
            }
        }
    }

    @Test("are the project's own: others do not see them, or only use them")
    func scoping() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let own = try await fixture.network("10.0.0.0/24")
        let shared = try await fixture.network("10.0.1.0/24", isShared: true)
        let other = Caller.member(of: "q")
        #expect(try await fixture.networks.networks(for: other).map(\.id) == [shared.id])
        #expect(await cloudError { _ = try await fixture.networks.network(own.id, for: other) }?.isNotFound == true)
        #expect(
            await cloudError { _ = try await fixture.networks.createPort(PortDraft(), on: own.id, for: other) }?
                .isNotFound
                == true)
        #expect(
            await cloudError { _ = try await fixture.networks.updateNetwork(shared.id, NetworkDraft(), for: other) }?
                .isForbidden == true)
        #expect(
            await cloudError { try await fixture.networks.deleteNetwork(shared.id, for: other) }?.isForbidden == true)
        var draft = NetworkDraft()
        draft.isShared = true
        #expect(
            await cloudError { _ = try await fixture.networks.createNetwork(draft, for: other) }?.isForbidden == true)
        let port = try await fixture.port(own.id)
        #expect(await cloudError { _ = try await fixture.networks.port(port.id, for: other) }?.isNotFound == true)
        #expect(await cloudError { try await fixture.networks.deletePort(port.id, for: other) }?.isNotFound == true)
    }

    @Test("a project gets one automatic network, however many ask at once", arguments: 1...4 as ClosedRange<UInt64>)
    func automatic(_ seed: UInt64) throws {
        let runtime = SimulatedRuntime(seed: seed)
        let ids = try runtime.run {
            let fixture = NetworkFixture(runtime)
            let other = StandaloneNetworks(store: fixture.store, runtime: runtime)
            return try await withThrowingTaskGroup(of: ID<Network>.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await (number % 2 == 0 ? other : fixture.networks).automaticNetwork(for: fixture.owner).id
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
        }
        #expect(ids.count == 1)
    }

    @Test("the automatic network is the only one there is; of several, none is guessed")
    func ambiguity() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let first = try await fixture.network("10.0.0.0/24")
        #expect(try await fixture.networks.automaticNetwork(for: fixture.owner).id == first.id)
        _ = try await fixture.network("10.0.1.0/24")
        let error = await cloudError { _ = try await fixture.networks.automaticNetwork(for: fixture.owner) }
        #expect(error?.isConflict == true)
    }

    @Test("a quota is not overrun, however many ask at once", arguments: 1...4 as ClosedRange<UInt64>)
    func quota(_ seed: UInt64) throws {
        let runtime = SimulatedRuntime(seed: seed)
        try runtime.run {
            var quota = NetworkQuota.defaults
            quota.ports = 7
            let fixture = NetworkFixture(runtime, quota: quota)
            let other = StandaloneNetworks(
                store: fixture.store, runtime: runtime, settings: NetworkSettings(quota: quota))
            let network = try await fixture.network("10.0.0.0/24")
            let outcomes = await withTaskGroup(of: CloudError?.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        await cloudError {
                            _ = try await (number % 2 == 0 ? other : fixture.networks)
                                .createPort(PortDraft(), on: network.id, for: fixture.owner)
                        }
                    }
                }
                return await group.reduce(into: [CloudError?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 7)
            #expect(outcomes.count { $0?.isOverQuota == true } == 13)
            #expect(try await fixture.networks.usage(of: ID("p")).ports == 7)
        }
    }

    @Test("a subnet's gateway and pools are checked")
    func subnetRules() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network(nil)
        let block = try #require(IPv4Block("10.0.0.0/24"))
        var wrong = SubnetDraft()
        wrong.gateway = .address(IPv4Address(10 << 24 | 1 << 8))
        var noDHCP = SubnetDraft()
        noDHCP.gateway = .none
        var pools = SubnetDraft()
        pools.pools = [AddressPool(start: IPv4Address(10 << 24 | 1), end: IPv4Address(10 << 24 | 9))]
        for draft in [wrong, noDHCP, pools] {
            let error = await cloudError {
                _ = try await fixture.networks.createSubnet(draft, cidr: block, on: network.id, for: fixture.owner)
            }
            #expect(error?.isBadRequest == true)
        }
        noDHCP.hasDHCP = false
        let (subnet, _) = try await fixture.networks.createSubnet(
            noDHCP, cidr: block, on: network.id, for: fixture.owner)
        #expect(subnet.gateway == nil && subnet.pools.map(\.count) == [254])
    }
}
