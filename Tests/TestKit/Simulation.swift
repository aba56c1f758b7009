internal import Agent
package import GuestDesign
internal import HostLink
package import Hypervisor
package import Model
package import Runtime
package import Store
internal import Synchronization
internal import Testing
internal import Workflow

/// A cloud of two controllers and two hosts on a simulated clock, with the questions that tests ask it.
package final class Simulation: Sendable {
    package let cloud: TestCloud
    package let hosts: [TestHost]
    package let portService: TestNetworks
    private let running: Mutex<Running>

    /// The processes of the moment.
    private struct Running {
        var controllers: [TestController] = []
        var agents: [ID<Host>: TestAgent] = [:]
    }

    package var runtime: SimulatedRuntime { cloud.runtime }
    package var store: MemoryStore { cloud.store }

    package static let caller = Caller(
        user: ID("user"), userName: "user", project: ID("project"), projectName: "project", roles: ["member"])

    private init(cloud: TestCloud, hosts: [TestHost], portService: TestNetworks) {
        self.cloud = cloud
        self.hosts = hosts
        self.portService = portService
        running = Mutex(Running())
    }

    /// Runs the test in a fresh cloud, to its end, on the calling thread.
    ///
    /// - Parameter beforehand: what happens before there is any mishap.
    package static func run(
        seed: UInt64, mishap: Mishap? = nil, resumesGuests: Bool = false,
        hostSettings: HostSettings = .simulated, flavors: [Flavor] = [], keepsDeleted: Duration? = nil,
        keptRevisions: Int64 = 20_000,
        onFailPoint: @escaping @Sendable (FailPoint) async throws -> Void = { _ in },
        beforehand: @escaping @Sendable (Simulation) async throws -> Void = { _ in },
        _ test: @escaping @Sendable (Simulation) async throws -> Void
    ) throws {
        let runtime = SimulatedRuntime(seed: seed, onFailPoint: onFailPoint)
        try runtime.run {
            let store = MemoryStore(cluster: ClusterID("test"), runtime: runtime, keptRevisions: keptRevisions)
            let ports = TestNetworks()
            var settings = ComputeSettings()
            settings.quota.instances = -1
            settings.quota.cores = -1
            settings.quota.ram = -1
            settings.keepsDeleted = keepsDeleted ?? settings.keepsDeleted
            let cloud = TestCloud(runtime: runtime, store: store, networks: { _, _ in ports }, settings: settings) {
                try mishap?.pass($0, $1)
            }
            try await addFlavors(flavors, to: store)
            let hosts = ["host-a", "host-b"].map {
                TestHost($0, runtime: runtime, settings: hostSettings, resumesGuests: resumesGuests)
            }
            let simulation = Simulation(cloud: cloud, hosts: hosts, portService: ports)
            for host in hosts { simulation.startAgent(of: host) }
            for name in ["one", "two"] { await simulation.startController(name) }
            try await simulation.awaitHosts()
            try await beforehand(simulation)
            mishap?.attach(simulation)
            try await test(simulation)
        }
    }

    private static func addFlavors(_ others: [Flavor], to store: MemoryStore) async throws {
        let flavors = [
            Flavor(id: ID("small"), name: "small", vcpus: 1, memoryMiB: 512, rootGiB: 1),
            Flavor(id: ID("huge"), name: "huge", vcpus: 1, memoryMiB: 1 << 20, rootGiB: 1),
        ]
        for flavor in flavors + others { _ = try await store.commit(Collection.insertion(flavor.id.value, flavor)) }
    }

    // MARK: Processes

    /// Those that are not dead.
    package var controllers: [TestController] { running.withLock { $0.controllers.filter { !$0.node.isDead } } }

    package func startAgent(of host: TestHost) {
        let agent = cloud.startHost(host)
        running.withLock { $0.agents[host.id] = agent }
    }

    package func startController(_ name: String) async {
        let controller = await cloud.startController(name)
        running.withLock { $0.controllers.append(controller) }
    }

    /// The hosts lose their power and boot again: no guest outlives it.
    package func rebootHosts() {
        for host in hosts { host.hypervisor.rebootHost() }
        restart(hosts.map(\.id)) { $0.kill() }
    }

    /// Kills the agents of all hosts; machines and files stay.
    package func killAgents() {
        for agent in running.withLock({ Array($0.agents.values) }) { agent.kill() }
    }

    func suffer(_ mishap: Mishap.Kind, _ node: TestNode) {
        switch (mishap, node.role) {
        case (.passerDies, .controller): node.kill()
        case (.passerDies, .agent(let id)): restart([id]) { $0.kill() }
        case (.answerIsLost, _): node.loseNextAnswer()
        case (.passerHangs, _):
            node.hang()
            _ = runtime.spawn("end of the hang") {
                try? await self.runtime.sleep(for: .seconds(60))
                node.goOn()
            }
        case (.agentStops, .agent(let id)): restart([id]) { $0.stop() }
        case (.agentStops, .controller): restart(hosts.map(\.id)) { $0.stop() }
        case (.everyoneDies, _):
            for controller in controllers { controller.kill() }
            restart(hosts.map(\.id)) { $0.kill() }
            for name in ["three", "four"] {
                _ = runtime.spawn("start of controller \(name)") { await self.startController(name) }
            }
        }
    }

    private func restart(_ ids: [ID<Host>], _ end: (TestAgent) -> Void) {
        for host in hosts where ids.contains(host.id) {
            if let agent = running.withLock({ $0.agents[host.id] }) { end(agent) }
            _ = runtime.spawn("start of an agent") {
                try? await self.runtime.sleep(for: TestCloud.startOfProcess)
                self.startAgent(of: host)
            }
        }
    }

    // MARK: Requests

    /// The controller that the next request goes to, drawn by the seed.
    private func anyController() async throws -> TestController {
        try await eventually("a controller runs") { !self.controllers.isEmpty }
        let controllers = controllers
        return controllers[Int(runtime.random() % UInt64(controllers.count))]
    }

    package func create(_ name: String, flavor: String = "small") async throws -> ID<Server> {
        var request = ServerRequest(name: name, flavor: ID(flavor))
        request.image = TestImages.image.id
        return try await anyController().servers.create(request, caller: Self.caller, requestID: nextRequest())[0].id
    }

    /// Asks for so many servers, no fewer.
    package func create(_ name: String, count: Int) async throws {
        var request = ServerRequest(name: name, flavor: ID("small"))
        request.image = TestImages.image.id
        request.minCount = count
        request.maxCount = count
        _ = try await anyController().servers.create(request, caller: Self.caller, requestID: nextRequest())
    }

    package func act(_ action: ServerAction, _ server: ID<Server>) async throws {
        try await anyController().servers.act(
            action, on: server, in: .all, caller: Self.caller, requestID: nextRequest())
    }

    package func rescue(_ server: ID<Server>) async throws {
        try await anyController().servers.rescue(
            server, with: nil, in: .all, caller: Self.caller, requestID: nextRequest())
    }

    package func delete(_ server: ID<Server>) async throws {
        try await anyController().servers.delete(server, in: .all, caller: Self.caller, requestID: nextRequest())
    }

    private func nextRequest() -> RequestID { RequestID("req-" + runtime.uuid()) }

    // MARK: Waiting

    private func awaitHosts() async throws {
        for controller in controllers {
            try await eventually("the hosts are alive") {
                controller.services.replicas.alive.count == self.hosts.count
                    && controller.services.replicas.inventories.count == self.hosts.count
            }
        }
    }

    package func status(_ server: ID<Server>) async throws -> String? {
        try await Collection<Server>(store).get(server.value)?.value.phase.status
    }

    /// Waits until the server has that status and nothing is being done with it.
    package func await(_ server: ID<Server>, _ status: String) async throws {
        try await eventually("\(server) is \(status)") {
            guard let value = try await Collection<Server>(self.store).get(server.value)?.value else { return false }
            return value.phase.status == status && value.operation == nil
        }
    }

    package func awaitGone(_ server: ID<Server>) async throws {
        try await eventually("\(server) is gone") {
            try await Collection<Server>(self.store).get(server.value) == nil
        }
    }

    package func eventually(
        within limit: Duration = .seconds(900), _ what: String, _ condition: () async throws -> Bool
    ) async throws {
        let deadline = runtime.uptime + limit
        var pause = Duration.milliseconds(20)
        while runtime.uptime < deadline {
            if try await condition() { return }
            try await runtime.sleep(for: pause)
            pause = min(pause * 1.1, .seconds(1))
        }
        throw NeverHappened(what: what)
    }

    // MARK: What there is

    package func host(of server: ID<Server>) -> TestHost? {
        hosts.first { host in machine(server, on: host) != nil }
    }

    package func machine(_ server: ID<Server>) -> ObservedMachine? {
        hosts.lazy.compactMap { self.machine(server, on: $0) }.first
    }

    private func machine(_ server: ID<Server>, on host: TestHost) -> ObservedMachine? { host.hypervisor.peek(server) }

    /// What the machine has on any host.
    package func files(of server: ID<Server>) async throws -> Set<String> {
        var files: Set<String> = []
        for host in hosts { files.formUnion(try await host.disks.disks(of: server)) }
        return files
    }

    // MARK: What must hold

    /// - Parameter bystander: a server that is still there.
    package func expectNothingOnHosts(but bystander: ID<Server>? = nil) async throws {
        let ports = portService.ports
        let macs = Set(ports.filter { $0.device == bystander }.map(\.mac))
        for host in hosts {
            #expect(host.hypervisor.peekAll().allSatisfy { $0.uuid == bystander })
            #expect(try await host.disks.folders().allSatisfy { $0 == bystander })
            #expect(host.networks.reservations.allSatisfy { macs.contains($0.mac) })
        }
        #expect(ports.allSatisfy { $0.device == bystander })
    }

    package func expectNothingLeft() async throws {
        try await expectNothingOnHosts()
        try await eventually("specs and reports are removed") {
            try await self.store.list("hosts/").value.allSatisfy {
                !$0.key.contains("/specs/") && !$0.key.contains("/reports/")
            }
        }
        for prefix in ["servers/", "workflows/", "workflow-owners/"] {
            #expect(try await store.list(prefix).value.isEmpty, "\(prefix)")
        }
        for claims in try await Collection<HostClaims>(store).list() {
            #expect(claims.value == HostClaims(), "\(claims.key)")
        }
        for usage in try await Collection<ProjectUsage>(store).list() { #expect(usage.value == ProjectUsage()) }
    }

    package func expectClaimsEqualPlacements() async throws {
        let placements = try await Collection<Server>(store).list().flatMap(\.value.placements)
        for host in hosts {
            let ofHost = placements.filter { $0.host == host.id }
            let claims = try await Collection<HostClaims>(store).get(host.id.value)?.value ?? HostClaims()
            var expected = HostClaims()
            for placement in ofHost { expected.add(placement) }
            #expect(claims == expected)
            #expect(claims.used.memoryMiB <= 16_384)
        }
    }
}

/// Something that should have come to pass did not.
package struct NeverHappened: Error {
    package let what: String
}
