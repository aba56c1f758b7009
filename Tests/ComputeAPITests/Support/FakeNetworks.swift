import Cloud
import Model

/// One network, and ports that are made on it.
struct FakeNetworks: Networks {
    static let network = Network(
        id: ID("3cb9bc59-5699-4588-a4b1-b87f96708bc6"),
        name: "private",
        owner: FakeIdentity.project,
        isShared: true
    )

    static func port(_ id: String, of server: ID<Server>?, address: String = "192.168.1.30") -> Port {
        Port(
            id: ID(id),
            network: network,
            mac: "00:0c:29:0d:11:74",
            addresses: [
                FixedAddress(
                    subnet: ID("f8a6e8f8-c2ec-497c-9f23-da9616de54ef"),
                    address: address,
                    version: .ipv4,
                    cidr: "192.168.1.0/24",
                    gateway: "192.168.1.1"
                )
            ],
            device: server,
            owner: FakeIdentity.project,
            binding: PortBinding(vifType: "bridge"),
            isOwnedByServer: true
        )
    }

    func networks(for caller: Caller) async throws(CloudError) -> [Network] { [Self.network] }

    func network(_ id: ID<Network>, for caller: Caller) async throws(CloudError) -> Network {
        guard id == Self.network.id else { throw .notFound(kind: "Network", id: id.value) }
        return Self.network
    }

    func port(_ id: ID<Port>, for caller: Caller) async throws(CloudError) -> Port {
        throw .notFound(kind: "Port", id: id.value)
    }

    func automaticNetwork(for caller: Caller) async throws(CloudError) -> Network { Self.network }

    func findOrCreatePort(_ request: PortRequest, for caller: Caller) async throws(CloudError) -> Port {
        Self.port("ce531f90-199f-48c0-816c-13e38010b442", of: request.server)
    }

    func claimPort(_ id: ID<Port>, server: ID<Server>, for caller: Caller) async throws(CloudError) -> Port {
        throw .notFound(kind: "Port", id: id.value)
    }

    func bindPort(_ id: ID<Port>, to host: ID<Host>, for caller: Caller) async throws(CloudError) -> Port {
        Self.port(id.value, of: nil)
    }

    func previewBinding(
        of port: Port, to host: ID<Host>, for caller: Caller
    ) async throws(CloudError) -> PortBinding {
        PortBinding(vifType: "bridge", bridge: "vbr0")
    }

    func ports(of server: ID<Server>) async throws(CloudError) -> [Port] { [] }

    func releasePort(_ id: ID<Port>, of server: ID<Server>) async throws(CloudError) {}
}
