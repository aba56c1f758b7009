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

    package init(
        runtime: SimulatedRuntime, store: MemoryStore, networks: any Networks, settings: ComputeSettings = ComputeSettings()
    ) {
        self.runtime = runtime
        self.store = store
        self.networks = networks
        self.settings = settings
        var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        logger.logLevel = .critical
        self.logger = logger
    }

    /// Starts a controller.
    package func startController(_ name: String) async -> TestController {
        let services = WorkflowServices(
            runtime: runtime, store: store, replicas: Replicas(store), images: images, networks: networks,
            settings: settings, logger: logger)
        let controller = Controller(services, name: name)
        let tasks = [
            runtime.spawn("replicas") { try? await services.replicas.run() },
            runtime.spawn("controller") { try? await controller.run() },
            runtime.spawn("observations") { try? await ObservationFollower(services).run() },
        ]
        await services.replicas.ready()
        return TestController(controller: controller, services: services, tasks: tasks)
    }

    /// Starts a host's agent over what the host has.
    package func startHost(_ host: TestHost) -> RunningTask {
        let services = AgentServices(
            host: host.id, runtime: runtime, store: store, hypervisor: host.hypervisor, disks: host.disks,
            networks: host.networks, settings: HostSettings.simulated, software: GuestSoftware(version: "1"),
            logger: logger)
        let inventory = host.inventory(startedAt: runtime.now)
        let agent = HostAgent(services) { _ in inventory }
        return runtime.spawn("agent \(host.id)") { try? await agent.run() }
    }
}

/// A running controller.
package struct TestController: Sendable {
    package let controller: Controller
    package let services: WorkflowServices
    let tasks: [RunningTask]

    package var servers: ServerOperations { ServerOperations(controller) }

    /// Ends it as a kill does: nothing is handed over.
    package func kill() {
        for task in tasks { task.cancel() }
    }
}

/// A host with its machines and files, which outlive its agent.
package struct TestHost: Sendable {
    package let id: ID<Host>
    package let hypervisor: SimulatedHypervisor
    package let disks: SimulatedDisks
    package let networks = SimulatedNetworks()
    private let memoryMiB: Int

    package init(_ name: String, runtime: any Runtime, memoryMiB: Int = 16_384) {
        id = ID(name)
        hypervisor = SimulatedHypervisor(runtime: runtime)
        disks = SimulatedDisks(runtime: runtime)
        self.memoryMiB = memoryMiB
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
