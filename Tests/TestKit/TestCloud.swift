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
    package let networks: any Networks
    package let settings: ComputeSettings
    package let logger: Logger
    private let onPass: @Sendable (TestNode, FailPoint) async throws -> Void

    /// - Parameter onPass: what happens when a process passes a fail point.
    package init(
        runtime: SimulatedRuntime, store: MemoryStore, networks: any Networks,
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

    /// Starts a controller.
    package func startController(_ name: String) async -> TestController {
        let node = TestNode(.controller)
        let runtime = NodeRuntime(runtime, node, onPass: onPass)
        let store = NodeStore(store, node)
        let services = WorkflowServices(
            runtime: runtime, store: store, replicas: Replicas(store), images: images, networks: networks,
            settings: settings, logger: logger)
        let controller = Controller(services, name: name)
        _ = runtime.spawn("replicas") { try? await services.replicas.run() }
        _ = runtime.spawn("controller") { try? await controller.run() }
        _ = runtime.spawn("observations") { try? await ObservationFollower(services).run() }
        await services.replicas.ready()
        return TestController(controller: controller, services: services, node: node)
    }

    /// Starts a host's agent over what the host has.
    package func startHost(_ host: TestHost) -> TestAgent {
        let node = TestNode(.agent(host.id))
        let runtime = NodeRuntime(runtime, node, onPass: onPass)
        let services = AgentServices(
            host: host.id, bootID: host.hypervisor.bootID, runtime: runtime, store: NodeStore(store, node),
            hypervisor: host.hypervisor,
            disks: host.disks, networks: host.networks, settings: HostSettings.simulated,
            software: GuestSoftware(version: "1"), resumesGuests: host.resumesGuests, logger: logger)
        let inventory = host.inventory(startedAt: runtime.now)
        let agent = HostAgent(services) { _ in inventory }
        return TestAgent(node: node, task: runtime.spawn("agent \(host.id)") { try? await agent.run() })
    }
}

/// A running controller.
package struct TestController: Sendable {
    package let controller: Controller
    package let services: WorkflowServices
    package let node: TestNode

    package var servers: ServerOperations { ServerOperations(controller) }

    /// Ends it as a kill does: nothing is handed over.
    package func kill() { node.kill() }
}

/// A running agent of a host.
package struct TestAgent: Sendable {
    package let node: TestNode
    private let task: RunningTask

    init(node: TestNode, task: RunningTask) {
        self.node = node
        self.task = task
    }

    package func kill() { node.kill() }

    /// Ends it as SIGTERM does.
    package func stop() { task.cancel() }
}

/// A host with its machines and files, which outlive its agent.
package struct TestHost: Sendable {
    package let id: ID<Host>
    package let hypervisor: SimulatedHypervisor
    package let disks: SimulatedDisks
    package let networks = SimulatedNetworks()
    private let memoryMiB: Int
    let resumesGuests: Bool

    package init(_ name: String, runtime: any Runtime, memoryMiB: Int = 16_384, resumesGuests: Bool = false) {
        id = ID(name)
        hypervisor = SimulatedHypervisor(runtime: runtime)
        disks = SimulatedDisks(runtime: runtime)
        self.memoryMiB = memoryMiB
        self.resumesGuests = resumesGuests
    }

    func inventory(startedAt: Timestamp) -> HostInventory {
        HostInventory(
            host: id, uuid: "uuid-\(id)", hypervisorType: "QEMU", hypervisorVersion: 7_002_000, address: "192.0.2.1",
            vcpus: 8, memoryMiB: memoryMiB, diskGiB: 100, virtType: "qemu", startedAt: startedAt)
    }
}

extension HostSettings {
    package static var simulated: HostSettings {
        var settings = HostSettings()
        settings.virtType = .qemu
        return settings
    }
}
