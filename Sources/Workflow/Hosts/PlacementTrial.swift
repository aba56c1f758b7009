internal import HostLink
internal import Model
internal import Runtime
internal import Scheduler
internal import Store

/// Places servers on many hosts that are only records, to see what one placement costs: the look at all hosts, the choice,
/// the claim in the store, and the way of the claim back into the replicas.
package struct PlacementTrial: Sendable {
    private let services: WorkflowServices
    private let flavor = Flavor(id: ID("trial"), name: "trial", vcpus: 1, memoryMiB: 512, rootGiB: 1)

    /// - Parameter services: over a store that holds nothing else; the replicas are followed by the caller.
    package init(hosts: Int, _ services: WorkflowServices) async throws {
        self.services = services
        for number in 0..<hosts {
            let host = ID<Host>("host-\(number)")
            let inventory = HostInventory(
                host: host, uuid: "uuid-\(number)", hypervisorType: "QEMU", hypervisorVersion: 1, address: "192.0.2.1",
                vcpus: 64, memoryMiB: 262_144 + number % 7, diskGiB: 4096, virtType: "kvm",
                startedAt: services.runtime.now)
            let alive = HostAlive(host: host, bootID: "boot", since: services.runtime.now)
            _ = try await services.store.commit(
                try Collection.overwrite(HostKeys(host).inventory, inventory)
                    + Collection.overwrite(HostKeys(host).alive, alive))
        }
        let reached = try await services.store.list("", at: nil, after: nil, limit: 1).revision
        try await services.replicas.inventories.wait(for: reached)
        try await services.replicas.alive.wait(for: reached)
    }

    /// How long each of so many placements took, one after another.
    package func run(_ count: Int) async throws -> [Duration] {
        let request = PlacementRequest(allocation: flavor.allocation)
        var taken: [Duration] = []
        for number in 0..<count {
            let start = services.runtime.uptime
            let host = try services.scheduler.choose(
                request, among: HostView(services).states, tieBreak: services.runtime.random())
            let placement = Placement(
                id: ID("placement-\(number)"), host: host, role: .current, allocation: flavor.allocation, epoch: 1)
            let claim = try await HostClaim(services.store).read(host).adding(placement)
            guard case .committed(let revision) = try await services.store.commit(claim) else { continue }
            try await services.replicas.claims.wait(for: revision)
            taken.append(services.runtime.uptime - start)
        }
        return taken
    }
}
