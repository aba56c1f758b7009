import Cloud
import HostLink
import Model
import Runtime
import Store
import Testing

@testable import Standalone

@Suite("Ports of servers")
struct BindingTests {
    @Test(
        "are found by their name, however often and by whomever they are asked for",
        arguments: 1...6 as ClosedRange<UInt64>)
    func findOrCreate(_ seed: UInt64) throws {
        let runtime = SimulatedRuntime(seed: seed)
        try runtime.run {
            let fixture = NetworkFixture(runtime)
            let other = StandaloneNetworks(store: fixture.store, runtime: runtime)
            let network = try await fixture.network("10.0.0.0/24")
            let ids = try await withThrowingTaskGroup(of: ID<Port>.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        try await (number % 2 == 0 ? other : fixture.networks)
                            .findOrCreatePort(fixture.request(network.id), for: fixture.owner).id
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            let second = try await fixture.networks.findOrCreatePort(
                fixture.request(network.id, name: "nic1"), for: fixture.owner)
            #expect(!ids.contains(second.id))
            #expect(try await Set(fixture.networks.ports(of: ID("s1")).map(\.id)) == ids.union([second.id]))
            #expect(try await fixture.networks.usage(of: ID("p")).ports == 2)
        }
    }

    @Test("tell a guest all that it must know of its network")
    func port() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network(nil)
        var draft = SubnetDraft()
        draft.nameservers = ["192.0.2.53"]
        let block = try #require(IPv4Block("10.0.0.0/24"))
        _ = try await fixture.networks.createSubnet(draft, cidr: block, on: network.id, for: fixture.owner)
        var request = fixture.request(network.id)
        request.fixedAddress = "10.0.0.77"
        let port = try await fixture.networks.findOrCreatePort(request, for: fixture.owner)
        let address = try #require(port.addresses.first)
        #expect(address.address == "10.0.0.77" && address.cidr == "10.0.0.0/24" && address.gateway == "10.0.0.1")
        #expect(address.nameservers == ["192.0.2.53"] && address.dhcpServer == "10.0.0.1")
        #expect(port.isOwnedByServer && port.device == ID("s1") && port.binding == nil && port.network.mtu == 1500)
    }

    @Test("are bound in one step with the network's coming to the host")
    func binding() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        let port = try await fixture.networks.findOrCreatePort(fixture.request(network.id), for: fixture.owner)
        #expect(try await fixture.spec(network.id, on: "h1") == nil)
        let bound = try await fixture.networks.bindPort(port.id, to: ID("h1"), for: fixture.owner)
        #expect(bound.binding?.vifType == "bridge")
        #expect(bound.binding?.details == ["host_serves": "true", "port_filter": "true", "nwfilter": "clean-traffic"])
        let spec = try #require(try await fixture.spec(network.id, on: "h1"))
        #expect(spec.presence == .present && spec.bridge == bound.binding?.bridge && spec.bridge.utf8.count <= 15)
        #expect(spec.subnets.map(\.cidr) == ["10.0.0.0/24"] && spec.subnets[0].hasDHCP && spec.mtu == 1500)
        #expect(try await fixture.networks.bindPort(port.id, to: ID("h1"), for: fixture.owner) == bound)
        _ = try await fixture.networks.bindPort(port.id, to: ID("h10"), for: fixture.owner)
        #expect(try await fixture.spec(network.id, on: "h10") != nil)
    }

    @Test("are foretold as they will be bound, and nothing comes to the host by the asking")
    func preview() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        let port = try await fixture.networks.findOrCreatePort(fixture.request(network.id), for: fixture.owner)
        let foretold = try await fixture.networks.previewBinding(of: port, to: ID("h1"), for: fixture.owner)
        #expect(try await fixture.spec(network.id, on: "h1") == nil)
        #expect(try await fixture.networks.port(port.id, for: fixture.owner).binding == nil)
        var madeUp = port
        madeUp.id = ID("none")
        #expect(try await fixture.networks.previewBinding(of: madeUp, to: ID("h1"), for: fixture.owner) == foretold)
        #expect(try await fixture.networks.bindPort(port.id, to: ID("h1"), for: fixture.owner).binding == foretold)
    }

    @Test("keep what their guests have: nothing of a bound port changes under it")
    func bound() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        let port = try await fixture.networks.findOrCreatePort(fixture.request(network.id), for: fixture.owner)
        _ = try await fixture.networks.bindPort(port.id, to: ID("h1"), for: fixture.owner)
        #expect(
            await cloudError { try await fixture.networks.deletePort(port.id, for: fixture.owner) }?.isConflict == true)
        var draft = PortDraft()
        draft.device = "other"
        #expect(
            await cloudError { _ = try await fixture.networks.updatePort(port.id, draft, for: fixture.owner) }?
                .isConflict
                == true)
        draft = PortDraft()
        draft.name = "renamed"
        #expect(try await fixture.networks.updatePort(port.id, draft, for: fixture.owner).name == "renamed")
    }

    @Test("that were made for a server go with it; a tenant's own is given back")
    func release() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        let made = try await fixture.networks.findOrCreatePort(fixture.request(network.id), for: fixture.owner)
        let own = try await fixture.port(network.id)
        let claimed = try await fixture.networks.claimPort(own.id, server: ID("s1"), for: fixture.owner)
        #expect(!claimed.isOwnedByServer && claimed.device == ID("s1"))
        #expect(try await fixture.networks.claimPort(own.id, server: ID("s1"), for: fixture.owner) == claimed)
        #expect(
            await cloudError { _ = try await fixture.networks.claimPort(own.id, server: ID("s2"), for: fixture.owner) }?
                .isConflict == true)
        for id in [made.id, own.id] {
            _ = try await fixture.networks.bindPort(id, to: ID("h1"), for: fixture.owner)
            try await fixture.networks.releasePort(id, of: ID("s2"))
            #expect(try await fixture.networks.ports(of: ID("s1")).contains { $0.id == id })
            try await fixture.networks.releasePort(id, of: ID("s1"))
            try await fixture.networks.releasePort(id, of: ID("s1"))
        }
        #expect(try await fixture.networks.ports(of: ID("s1")).isEmpty)
        let free = try await fixture.networks.port(own.id, for: fixture.owner)
        #expect(free.device == nil && free.binding == nil && free.addresses == claimed.addresses)
        #expect(
            await cloudError { _ = try await fixture.networks.port(made.id, for: fixture.owner) }?.isNotFound == true)
        #expect(try await fixture.networks.usage(of: ID("p")).ports == 1)
    }

    @Test("a change of a subnet reaches the hosts with a later generation")
    func generation() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        let port = try await fixture.networks.findOrCreatePort(fixture.request(network.id), for: fixture.owner)
        _ = try await fixture.networks.bindPort(port.id, to: ID("h1"), for: fixture.owner)
        let before = try #require(try await fixture.spec(network.id, on: "h1"))
        var draft = SubnetDraft()
        draft.name = "only a name"
        _ = try await fixture.networks.updateSubnet(network.subnets[0].id, draft, for: fixture.owner)
        #expect(try await fixture.spec(network.id, on: "h1") == before)
        draft.nameservers = ["192.0.2.53"]
        _ = try await fixture.networks.updateSubnet(network.subnets[0].id, draft, for: fixture.owner)
        let after = try #require(try await fixture.spec(network.id, on: "h1"))
        #expect(after.generation > before.generation && after.subnets[0].nameservers == ["192.0.2.53"])
    }

    @Test("a deleted network is forgotten once the host says that it is gone, not before")
    func withdrawal() throws {
        let runtime = SimulatedRuntime(seed: 3)
        try runtime.run {
            let fixture = NetworkFixture(runtime)
            let network = try await fixture.network("10.0.0.0/24")
            let port = try await fixture.networks.findOrCreatePort(fixture.request(network.id), for: fixture.owner)
            _ = try await fixture.networks.bindPort(port.id, to: ID("h1"), for: fixture.owner)
            let before = try #require(try await fixture.spec(network.id, on: "h1"))
            try await fixture.networks.releasePort(port.id, of: ID("s1"))
            try await fixture.networks.deleteNetwork(network.id, for: fixture.owner)
            let absent = try #require(try await fixture.spec(network.id, on: "h1"))
            #expect(absent.presence == .absent && absent.generation > before.generation)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try? await fixture.networks.run() }
                try await report(network.id, absent.generation - 1, .gone, fixture, runtime)
                try await runtime.sleep(for: .seconds(5))
                #expect(try await fixture.spec(network.id, on: "h1") != nil)
                try await report(network.id, absent.generation, .failed, fixture, runtime)
                try await runtime.sleep(for: .seconds(5))
                #expect(try await fixture.spec(network.id, on: "h1") != nil)
                try await report(network.id, absent.generation, .gone, fixture, runtime)
                try await runtime.sleep(for: .seconds(5))
                #expect(try await fixture.isEmpty("hosts/"))
                group.cancelAll()
            }
        }
    }

    private func report(
        _ network: ID<Network>, _ generation: Int, _ observation: NetworkReport.Observation, _ fixture: NetworkFixture,
        _ runtime: any Runtime
    ) async throws {
        let report = NetworkReport(
            network: network, observedGeneration: generation, observation: observation, reportedAt: runtime.now)
        _ = try await fixture.store.commit(Collection.overwrite(HostKeys(ID("h1")).networkReport(network), report))
    }
}
