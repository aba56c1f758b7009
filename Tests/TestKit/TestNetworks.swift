package import Cloud
package import Model
internal import Synchronization

/// A network service with one network, in memory: it outlives controllers as a real one does.
package final class TestNetworks: Networks {
    package static let network = Network(
        id: ID("22222222-2222-4222-8222-222222222222"), name: "private", owner: ID("project"), isShared: true, mtu: 1500
    )

    private struct State {
        var ports: [ID<Port>: (port: Port, name: String)] = [:]
        var nextAddress = 10
    }

    private let state = Mutex(State())

    package init() {}

    package var ports: [Port] { state.withLock { state in state.ports.values.map(\.port).sorted { $0.id < $1.id } } }

    package func networks(for caller: Caller) async throws(CloudError) -> [Network] { [Self.network] }

    package func network(_ id: ID<Network>, for caller: Caller) async throws(CloudError) -> Network {
        guard id == Self.network.id else { throw .notFound(kind: "Network", id: id.value) }
        return Self.network
    }

    package func port(_ id: ID<Port>, for caller: Caller) async throws(CloudError) -> Port {
        guard let port = state.withLock({ $0.ports[id]?.port }) else { throw .notFound(kind: "Port", id: id.value) }
        return port
    }

    package func automaticNetwork(for caller: Caller) async throws(CloudError) -> Network { Self.network }

    package func findOrCreatePort(_ request: PortRequest, for caller: Caller) async throws(CloudError) -> Port {
        state.withLock { state in
            if let found = state.ports.values.first(where: { $0.name == request.name }) { return found.port }
            state.nextAddress += 1
            let id = ID<Port>("port-\(request.name)")
            let port = Port(
                id: id, network: Self.network, mac: "fa:16:3e:00:00:\(state.nextAddress)",
                addresses: [
                    FixedAddress(
                        subnet: ID("subnet"), address: "10.0.0.\(state.nextAddress)", version: .ipv4,
                        cidr: "10.0.0.0/24", gateway: "10.0.0.1", dhcpServer: "10.0.0.1")
                ], device: request.server, owner: caller.project, isOwnedByServer: true)
            state.ports[id] = (port, request.name)
            return port
        }
    }

    package func claimPort(_ id: ID<Port>, server: ID<Server>, for caller: Caller) async throws(CloudError) -> Port {
        throw .notFound(kind: "Port", id: id.value)
    }

    package func bindPort(_ id: ID<Port>, to host: ID<Host>, for caller: Caller) async throws(CloudError) -> Port {
        let bound = state.withLock { state -> Port? in
            state.ports[id]?.port.binding = PortBinding(vifType: "bridge", bridge: "vbr0")
            return state.ports[id]?.port
        }
        guard let bound else { throw .notFound(kind: "Port", id: id.value) }
        return bound
    }

    package func previewBinding(
        of port: Port, to host: ID<Host>, for caller: Caller
    ) async throws(CloudError) -> PortBinding {
        PortBinding(vifType: "bridge", bridge: "vbr0")
    }

    package func ports(of server: ID<Server>) async throws(CloudError) -> [Port] {
        ports.filter { $0.device == server }
    }

    package func releasePort(_ id: ID<Port>, of server: ID<Server>) async throws(CloudError) {
        state.withLock { $0.ports[id] = nil }
    }
}
