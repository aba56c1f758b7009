package import Hypervisor
package import Model

/// The host's networks as one agent reaches them.
package struct NodeHostNetworks: HostNetworks {
    private let base: SimulatedNetworks
    private let node: TestNode

    init(_ base: SimulatedNetworks, _ node: TestNode) {
        self.base = base
        self.node = node
    }

    package func ensure(_ network: HostNetwork) async throws(HypervisorError) {
        try await reach()
        try await base.ensure(network)
    }

    package func revive(_ network: HostNetwork) async throws(HypervisorError) -> Bool {
        try await reach()
        return try await base.revive(network)
    }

    package func remove(_ network: ID<Network>) async throws(HypervisorError) {
        try await reach()
        try await base.remove(network)
    }

    package func reserve(_ reservation: DHCPReservation, on network: ID<Network>) async throws(HypervisorError) {
        try await reach()
        try await base.reserve(reservation, on: network)
    }

    package func release(mac: String, on network: ID<Network>) async throws(HypervisorError) {
        try await reach()
        try await base.release(mac: mac, on: network)
    }

    private func reach() async throws(HypervisorError) {
        await node.untilItGoesOn()
        if node.isDead { throw .unreachable("the process is dead") }
    }
}
