import Cloud
import GuestDesign
import Hypervisor
import Model
import Runtime
import Standalone
import Store
import Synchronization
import TestKit
import Workflow

/// A cloud of two controllers and three hosts with the embedded network service, and somebody who starts again what
/// ended.
final class World: Sendable {
    let runtime: SimulatedRuntime
    let store: MemoryStore
    let cloud: TestCloud
    let hosts: [TestHost]
    let ledger: Ledger
    let resumesGuests: Bool
    private let slots: Mutex<Slots>

    struct Slots {
        var controllers: [TestController?]
        var agents: [TestAgent?]
        /// All that the store held at the last quiet point.
        var memories: [Entry] = []
        /// Nobody is started while the whole cloud is down.
        var isDown = false
        /// Started so often: a controller has a new name each time.
        var starts = 0
    }

    static let caller = Caller(
        user: ID("user"), userName: "user", project: ID("project"), projectName: "project", roles: ["member"])

    init(_ history: History, _ runtime: SimulatedRuntime, _ ledger: Ledger) async throws {
        self.runtime = runtime
        self.ledger = ledger
        resumesGuests = history.resumesGuests
        store = MemoryStore(cluster: ClusterID("test"), runtime: runtime)
        var settings = ComputeSettings()
        settings.quota.instances = -1
        settings.quota.cores = -1
        settings.quota.ram = -1
        cloud = TestCloud(
            runtime: runtime, store: store,
            networks: { runtime, store in StandaloneNetworks(store: store, runtime: runtime) }, settings: settings
        ) { node, point in
            let isOfMachine = point.name.hasPrefix("agent.") && !point.name.hasPrefix("agent.host-network.")
            guard node.isAstray, isOfMachine, !ledger.mayResume(node, resumes: history.resumesGuests) else { return }
            ledger.noteAstray("an agent over another store did something at \(runtime.uptime): \(point.name)")
        }
        hosts = (0..<History.hosts).map { index in
            let id = ID<Host>("host-\(index)")
            return TestHost(
                id.value, runtime: runtime, memoryMiB: 32_768, capabilities: Self.capabilities,
                settings: Self.settings, resumesGuests: history.resumesGuests
            ) { deed, server in
                ledger.add(deed, server, on: id, at: runtime.uptime)
            }
        }
        slots = Mutex(
            Slots(
                controllers: Array(repeating: nil, count: History.controllers),
                agents: Array(repeating: nil, count: History.hosts)))
        for flavor in Self.flavors {
            _ = try await store.commit(Collection.insertion(flavor.id.value, flavor))
        }
        _ = try await networks.automaticNetwork(for: Self.caller)
    }

    /// Each host alone has room for all servers of a history.
    private static let capabilities = HostCapabilities.simulated(
        cells: 2, cores: 16, smallPagesMiB: 16_384, hugePages: 2560)

    private static var settings: HostSettings {
        var settings = HostSettings.simulated
        settings.cpuSharedSet = CPUSet("0-15,32-47")
        settings.cpuDedicatedSet = CPUSet("16-31,48-63")
        return settings
    }

    /// Plain, with a processor of its own, and in huge pages.
    private static let flavors = [
        Flavor(id: ID("small"), name: "small", vcpus: 1, memoryMiB: 512, rootGiB: 1),
        Flavor(
            id: ID("pinned"), name: "pinned", vcpus: 1, memoryMiB: 512, rootGiB: 1,
            extraSpecs: ["hw:cpu_policy": "dedicated"]),
        Flavor(
            id: ID("paged"), name: "paged", vcpus: 1, memoryMiB: 512, rootGiB: 1,
            extraSpecs: ["hw:mem_page_size": "large"]),
    ]

    static func flavor(of number: Int) -> ID<Flavor> {
        number % 3 == 1 ? ID("pinned") : number % 5 == 2 ? ID("paged") : ID("small")
    }

    /// The network service as nobody's process reaches it.
    var networks: StandaloneNetworks { StandaloneNetworks(store: store, runtime: runtime) }

    // MARK: Processes

    func controller(_ index: Int) -> TestController? { slots.withLock { $0.controllers[index] } }
    func agent(_ index: Int) -> TestAgent? { slots.withLock { $0.agents[index] } }

    var liveControllers: [TestController] {
        slots.withLock { slots in slots.controllers.compactMap(\.self).filter { !$0.node.isDead } }
    }

    func setDown(_ isDown: Bool) { slots.withLock { $0.isDown = isDown } }

    private var isDown: Bool { slots.withLock { $0.isDown } }

    func startController(_ index: Int) async {
        guard !isDown else { return }
        if let running = controller(index), !running.node.isDead { return }
        let start = slots.withLock { slots in
            slots.starts += 1
            return slots.starts
        }
        let controller = await cloud.startController("controller-\(index)-\(start)", isReady: false)
        slots.withLock { $0.controllers[index] = controller }
    }

    func startAgent(_ index: Int) {
        guard !isDown else { return }
        if let running = agent(index), !running.node.isDead { return }
        let agent = cloud.startHost(hosts[index])
        slots.withLock { $0.agents[index] = agent }
    }

    func startAgent(_ index: Int, over other: MemoryStore) {
        guard !isDown else { return }
        let agent = cloud.startHost(hosts[index], over: other)
        slots.withLock { $0.agents[index] = agent }
    }

    func startAll() async {
        for index in hosts.indices { startAgent(index) }
        for index in 0..<History.controllers { await startController(index) }
    }

    /// Starts again what ended by itself, as the system does with a service.
    func supervise(until end: Duration) async throws {
        while runtime.uptime < end {
            try await runtime.sleep(for: .seconds(1))
            for index in hosts.indices where agent(index)?.process.failures.isEmpty == false { startAgent(index) }
            for index in 0..<History.controllers where controller(index)?.process.failures.isEmpty == false {
                await startController(index)
            }
        }
    }

    /// Ends all faults.
    func heal() async {
        for controller in liveControllers {
            controller.node.goOn()
            controller.node.reconnect()
            controller.node.loseNothing()
        }
        for (index, host) in hosts.enumerated() {
            if let astray = agent(index)?.node, astray.isAstray { astray.kill() }
            agent(index)?.node.goOn()
            agent(index)?.node.reconnect()
            agent(index)?.node.loseNothing()
            host.hypervisor.slowDown(by: 1)
            host.hypervisor.failNext(nil)
            host.hypervisor.setReachable(true)
            host.disks.refuseImages(nil)
        }
        await startAll()
    }

    /// Ends all processes, and lets what they were doing end, so that nothing of this world stays in memory.
    func end() async throws {
        for controller in liveControllers { controller.kill() }
        for index in hosts.indices { agent(index)?.kill() }
        store.close()
        try await runtime.sleep(for: .seconds(120))
    }

    // MARK: Other stores

    func rememberStore() async throws {
        let entries = try await store.list("").value
        slots.withLock { $0.memories = entries }
    }

    /// What was not of a process then.
    var remembered: [Entry] { slots.withLock { $0.memories.filter { $0.lease == nil } } }

    func storeAsRemembered() async throws -> MemoryStore {
        let old = MemoryStore(cluster: store.cluster, runtime: runtime)
        for entry in remembered {
            _ = try await old.commit(Transaction(changes: [.put(entry.key, entry.value, lease: nil)]))
        }
        return old
    }

    // MARK: What there is

    func servers() async throws -> [Server] { try await Collection<Server>(store).list().map(\.value) }

    func id(ofServer number: Int) async throws -> ID<Server>? {
        try await servers().first { $0.name == "vm-\(number)" }?.id
    }

    func eventually(within limit: Duration, _ condition: () async throws -> Bool) async throws -> Bool {
        let deadline = runtime.uptime + limit
        var pause = Duration.milliseconds(100)
        while runtime.uptime < deadline {
            if try await condition() { return true }
            try await runtime.sleep(for: pause)
            pause = min(pause * 1.5, .seconds(5))
        }
        return try await condition()
    }
}
