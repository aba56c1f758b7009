import GuestDesign
import HostLink
import Hypervisor
import Model
import Runtime
import Store
import TestKit
import Testing

@Suite("Hosts of old versions")
struct OldHypervisorTests {
    static let cases: [(libvirt: Version, qemu: Version, begins: Bool)] = [
        (Version(8, 0, 0), Version(6, 2, 0), true), (Version(7, 999, 999), Version(99, 0, 0), false),
        (Version(99, 0, 0), Version(6, 1, 999), false),
    ]

    @Test("An agent begins with the least versions, and below them ends before the host is one", arguments: cases)
    func agent(_ libvirt: Version, _ qemu: Version, _ begins: Bool) throws {
        let runtime = SimulatedRuntime(seed: 1)
        try runtime.run {
            let store = MemoryStore(cluster: ClusterID("test"), runtime: runtime)
            let cloud = TestCloud(runtime: runtime, store: store, networks: { _, _ in TestNetworks() })
            var offered = HostCapabilities.simulated
            offered.libvirtVersion = libvirt
            offered.qemuVersion = qemu
            let host = TestHost("host", runtime: runtime, capabilities: offered)
            let agent = cloud.startHost(host)
            try await runtime.sleep(for: .seconds(5))
            let inventory = try await Collection<HostInventory>(store).get(HostKeys(host.id).inventory)
            #expect((inventory != nil) == begins)
            let refusal = "libvirt \(libvirt) and QEMU \(qemu) are too old"
            #expect(agent.process.failures.contains { $0.contains(refusal) } == !begins)
            #expect(agent.process.failures.isEmpty == begins)
            agent.kill()
        }
    }
}
