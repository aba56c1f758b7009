import Model
import Runtime
import Scheduler
import Store
import TestKit
import Testing

@testable import Workflow

@Suite("The scheduler's look at the hosts")
struct HostBoardTests {
    @Test("sees each claim, and spreads servers of many placements evenly")
    func claims() throws {
        let runtime = SimulatedRuntime(seed: 1)
        try runtime.run {
            let store = MemoryStore(cluster: ClusterID("test"), runtime: runtime)
            let cloud = TestCloud(runtime: runtime, store: store, networks: { _, _ in TestNetworks() })
            let controller = await cloud.startController("one")
            let taken = try await PlacementTrial(hosts: 30, controller.services).run(300)
            #expect(taken.count == 300)
            let claims = controller.services.replicas.claims.all().map(\.value.servers)
            #expect(claims.count == 30 && claims.allSatisfy { $0 == 10 }, "\(claims)")
            controller.kill()
        }
    }

    @Test("sees hosts that come, go, fall silent and are disabled, as if it had never looked before")
    func changes() throws {
        let runtime = SimulatedRuntime(seed: 2)
        try runtime.run {
            let store = MemoryStore(cluster: ClusterID("test"), runtime: runtime)
            let cloud = TestCloud(runtime: runtime, store: store, networks: { _, _ in TestNetworks() })
            let controller = await cloud.startController("one")
            let services = controller.services
            var agents: [TestAgent] = []
            for name in ["a", "b", "c"] { agents.append(cloud.startHost(TestHost(name, runtime: runtime))) }
            try await runtime.sleep(for: .seconds(5))
            #expect(HostView(services).states.map(\.isAlive) == [true, true, true])
            agents[1].kill()
            try await runtime.sleep(for: .seconds(60))
            #expect(HostView(services).states.map(\.isAlive) == [true, false, true])
            let service = HostService(host: ID("c"), id: "c", isDisabled: true, updatedAt: runtime.now)
            guard case .committed(let revision) = try await store.commit(try Collection.overwrite("c", service)) else {
                return
            }
            try await services.replicas.services.wait(for: revision)
            #expect(HostView(services).states.map(\.isEnabled) == [true, true, false])
            agents.append(cloud.startHost(TestHost("aa", runtime: runtime)))
            try await runtime.sleep(for: .seconds(5))
            #expect(HostView(services).states.map(\.host.value) == ["a", "aa", "b", "c"])
            for agent in agents { agent.kill() }
            controller.kill()
        }
    }
}
