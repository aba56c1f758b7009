package import Model
internal import Synchronization

/// A host's networks without links.
package final class SimulatedNetworks: HostNetworks {
    private struct State {
        var networks: [ID<Network>: HostNetwork] = [:]
        var reservations: [ID<Network>: [String: DHCPReservation]] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package var networks: [HostNetwork] { state.withLock { state in state.networks.values.sorted { $0.id < $1.id } } }

    package var reservations: [DHCPReservation] {
        state.withLock { state in state.reservations.values.flatMap(\.values).sorted { $0.mac < $1.mac } }
    }

    package func ensure(_ network: HostNetwork) async throws(HypervisorError) {
        state.withLock { $0.networks[network.id] = network }
    }

    package func revive(_ network: HostNetwork) async throws(HypervisorError) -> Bool { false }

    package func remove(_ network: ID<Network>) async throws(HypervisorError) {
        state.withLock { state in
            state.networks[network] = nil
            state.reservations[network] = nil
        }
    }

    package func reserve(_ reservation: DHCPReservation, on network: ID<Network>) async throws(HypervisorError) {
        state.withLock { $0.reservations[network, default: [:]][reservation.mac] = reservation }
    }

    package func release(mac: String, on network: ID<Network>) async throws(HypervisorError) {
        state.withLock { _ = $0.reservations[network]?.removeValue(forKey: mac) }
    }
}
