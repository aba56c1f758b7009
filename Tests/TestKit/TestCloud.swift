internal import Agent
package import Cloud
package import GuestDesign
internal import HostLink
package import Hypervisor
package import Logging
package import Model
package import Runtime
package import Store
package import Workflow

/// The whole service but for HTTP in one process: controllers and simulated hosts over one store, on one thread and one
/// simulated clock. Any of them can die, and come back.
package final class TestCloud: Sendable {
    package let runtime: SimulatedRuntime
    package let store: MemoryStore
    package let images = TestImages()
    package let settings: ComputeSettings
    package let logger: Logger
    private let networks: @Sendable (any Runtime, any Store) -> any Networks
    private let onPass: @Sendable (TestNode, FailPoint) async throws -> Void

    /// - Parameters:
    ///   - networks: a controller's way to the network service, given its runtime and its store.
    ///   - onPass: what happens when a process passes a fail point.
    package init(
        runtime: SimulatedRuntime, store: MemoryStore,
        networks: @escaping @Sendable (any Runtime, any Store) -> any Networks,
        settings: ComputeSettings = ComputeSettings(),
        onPass: @escaping @Sendable (TestNode, FailPoint) async throws -> Void = { _, _ in }
    ) {
        self.runtime = runtime
        self.store = store
        self.networks = networks
        self.settings = settings
        self.onPass = onPass
        var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        logger.logLevel = .critical
        self.logger = logger
    }

    /// How long a process needs until it does anything: what the one before asked of the host's monitor is under way then.
    package static let startOfProcess: Duration = .milliseconds(20)

    /// Starts a controller.
    ///
    /// - Parameter isReady: waits until it has read what there is.
    package func startController(_ name: String, isReady: Bool = true) async -> TestController {
        let node = TestNode(.controller)
        let runtime = NodeRuntime(runtime, node, onPass: onPass)
        let store = NodeStore(store, node)
        let services = WorkflowServices(
            runtime: runtime, store: store, replicas: Replicas(store), images: images,
            networks: networks(runtime, store), settings: settings, logger: logger)
        let controller = Controller(services, name: name)
        let process = TestProcess(node, runtime)
        process.run("replicas") { try await services.replicas.run() }
        process.run("controller") { try await controller.run() }
        process.run("observations") { try await ObservationFollower(services).run() }
        if isReady { await services.replicas.ready() }
        return TestController(controller: controller, services: services, node: node, process: process)
    }

    /// Starts a host's agent over what the host has.
    ///
    /// - Parameter other: a store that it takes for the cloud's.
    package func startHost(_ host: TestHost, over other: MemoryStore? = nil) -> TestAgent {
        let node = TestNode(.agent(host.id), isAstray: other != nil)
        let runtime = NodeRuntime(runtime, node, onPass: onPass)
        let services = AgentServices(
            host: host.id, bootID: host.hypervisor.bootID, runtime: runtime, store: NodeStore(other ?? store, node),
            hypervisor: NodeHypervisor(host.hypervisor, self.runtime, node), disks: NodeDisks(host.disks, node),
            networks: NodeHostNetworks(host.networks, node), settings: host.settings,
            software: GuestSoftware(version: "1"), resumesGuests: host.resumesGuests, logger: logger)
        let start = runtime.now
        let agent = HostAgent(services) { host.inventory($0, startedAt: start) }
        let process = TestProcess(node, runtime)
        process.run("agent \(host.id)") { try await agent.run() }
        return TestAgent(node: node, process: process)
    }
}

/// A running controller.
package struct TestController: Sendable {
    package let controller: Controller
    package let services: WorkflowServices
    package let node: TestNode
    package let process: TestProcess

    package var servers: ServerOperations { ServerOperations(controller) }

    /// Ends it as a kill does: nothing is handed over.
    package func kill() { node.kill() }
}

/// A running agent of a host.
package struct TestAgent: Sendable {
    package let node: TestNode
    package let process: TestProcess

    package func kill() { node.kill() }

    /// Ends it as SIGTERM does.
    package func stop() { process.stop() }
}

/// A host with its machines and files, which outlive its agent.
package struct TestHost: Sendable {
    package let id: ID<Host>
    package let hypervisor: SimulatedHypervisor
    package let disks: SimulatedDisks
    package let networks = SimulatedNetworks()
    private let memoryMiB: Int
    package let settings: HostSettings
    let resumesGuests: Bool

    /// - Parameters:
    ///   - memoryMiB: without huge pages.
    ///   - onDeed: hears of all that changes a machine of the host.
    package init(
        _ name: String, runtime: any Runtime, memoryMiB: Int = 16_384, capabilities: HostCapabilities = .simulated,
        settings: HostSettings = .simulated, resumesGuests: Bool = false,
        onDeed: @escaping @Sendable (SimulatedHypervisor.Deed, ID<Server>) -> Void = { _, _ in }
    ) {
        id = ID(name)
        hypervisor = SimulatedHypervisor(
            runtime: runtime, capabilities: capabilities, keepsGuests: true, onDeed: onDeed)
        disks = SimulatedDisks(runtime: runtime)
        self.memoryMiB = memoryMiB
        self.settings = settings
        self.resumesGuests = resumesGuests
    }

    func inventory(_ capabilities: HostCapabilities, startedAt: Timestamp) -> HostInventory {
        let cells = settings.offer(of: capabilities)
        return HostInventory(
            host: id, uuid: "uuid-\(id)", hypervisorType: "QEMU", hypervisorVersion: 7_002_000, address: "192.0.2.1",
            vcpus: cells?.sharedCPUs ?? 8, memoryMiB: memoryMiB + (cells?.hugePagesMiB ?? 0), diskGiB: 100,
            virtType: "qemu", startedAt: startedAt, numa: cells)
    }
}

extension HostSettings {
    package static var simulated: HostSettings {
        var settings = HostSettings()
        settings.virtType = .qemu
        return settings
    }
}
