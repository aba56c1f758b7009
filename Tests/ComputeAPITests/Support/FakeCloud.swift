import Cloud
import HostLink
import Model
import Synchronization

/// Tokens that are names of callers.
struct FakeIdentity: Identity {
    static let project: ID<Project> = ID("6f70656e737461636b20342065766572")
    static let otherProject: ID<Project> = ID("11111111111111111111111111111111")

    static func caller(_ token: String) -> Caller? {
        switch token {
        case "admin": make("admin", project, ["admin", "member", "reader"])
        case "member": make("member", project, ["member", "reader"])
        case "reader": make("reader", project, ["reader"])
        case "stranger": make("stranger", otherProject, ["member", "reader"])
        case "roleless": make("roleless", project, ["something-else"])
        default: nil
        }
    }

    private static func make(_ name: String, _ project: ID<Project>, _ roles: Set<String>) -> Caller {
        Caller(user: ID(name), userName: name, project: project, projectName: "demo", roles: roles)
    }

    func caller(token: Secret) async throws(CloudError) -> Caller {
        guard let caller = Self.caller(token.revealed) else { throw .unauthorized }
        return caller
    }

    func projectExists(_ project: ID<Project>) async throws(CloudError) -> Bool {
        [Self.project, Self.otherProject, ID("fake_tenant")].contains(project)
    }
}

/// One image that every project sees.
struct FakeImages: Images {
    static let image = Image(
        id: ID("70a599e0-31e7-49b7-b260-868f441e862b"), name: "cirros", owner: nil, status: .active, size: 1 << 20,
        diskFormat: "qcow2", containerFormat: "bare")

    func image(_ id: ID<Image>, for caller: Caller) async throws(CloudError) -> Image {
        guard id == Self.image.id else { throw .notFound(kind: "Image", id: id.value) }
        return Self.image
    }
}

/// One network, and ports that are made on it.
struct FakeNetworks: Networks {
    static let network = Network(
        id: ID("3cb9bc59-5699-4588-a4b1-b87f96708bc6"), name: "private", owner: FakeIdentity.project, isShared: true)

    static func port(_ id: String, of server: ID<Server>?, address: String = "192.168.1.30") -> Port {
        Port(
            id: ID(id), network: network, mac: "00:0c:29:0d:11:74",
            addresses: [
                FixedAddress(
                    subnet: ID("f8a6e8f8-c2ec-497c-9f23-da9616de54ef"), address: address, version: .ipv4,
                    cidr: "192.168.1.0/24", gateway: "192.168.1.1")
            ],
            device: server, owner: FakeIdentity.project, binding: PortBinding(vifType: "bridge"),
            isOwnedByServer: true)
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

    func ports(of server: ID<Server>) async throws(CloudError) -> [Port] { [] }

    func releasePort(_ id: ID<Port>, of server: ID<Server>) async throws(CloudError) {}
}

/// The same log for every server.
struct FakeConsoleLogs: ConsoleLogs {
    func log(of server: ID<Server>, host: ID<Host>, lastLines: Int?) async throws -> String {
        let lines = ["FAKE CONSOLE OUTPUT", "ANOTHER\u{1B}[2J", "LAST LINE"]
        return lines.suffix(lastLines ?? lines.count).joined(separator: "\n")
    }
}
