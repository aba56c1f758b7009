import Cloud
import HostLink
import Model
import Runtime
import Store

@testable import Standalone

/// A network service on a store in memory.
struct NetworkFixture: Sendable {
    let store: FarStore
    let networks: StandaloneNetworks
    let owner = Caller.member(of: "p")

    init(
        _ runtime: any Runtime, quota: NetworkQuota = .defaults,
        hostRanges: @escaping @Sendable () -> [HostRange] = { [] }
    ) {
        store = FarStore(MemoryStore(runtime: runtime), runtime: runtime)
        networks = StandaloneNetworks(
            store: store, runtime: runtime, settings: NetworkSettings(quota: quota), hostRanges: hostRanges)
    }

    func network(_ cidr: String?, isShared: Bool = false) async throws -> NetworkRecord {
        var draft = NetworkDraft()
        draft.name = "net"
        draft.isShared = isShared
        let network = try await networks.createNetwork(draft, for: isShared ? .admin : owner)
        guard let cidr, let block = IPv4Block(cidr) else { return network }
        return try await networks.createSubnet(
            SubnetDraft(), cidr: block, on: network.id, for: isShared ? .admin : owner
        ).1
    }

    func port(_ network: ID<Network>, _ address: String? = nil) async throws(CloudError) -> PortRecord {
        var draft = PortDraft()
        draft.addresses = address.map { [PortDraft.Address(subnet: nil, address: IPv4Address($0))] }
        return try await networks.createPort(draft, on: network, for: owner)
    }

    func request(_ network: ID<Network>, server: String = "s1", name: String = "nic0") -> PortRequest {
        PortRequest(network: network, server: ID(server), name: name)
    }

    func spec(_ network: ID<Network>, on host: String) async throws -> NetworkSpec? {
        try await Collection<NetworkSpec>(store).get(HostKeys(ID(host)).network(network))?.value
    }

    func isEmpty(_ prefix: String) async throws -> Bool { try await store.list(prefix).value.isEmpty }
}

extension CloudError {
    var isConflict: Bool { if case .conflict = self { true } else { false } }
    var isBadRequest: Bool { if case .badRequest = self { true } else { false } }
    var isForbidden: Bool { if case .forbidden = self { true } else { false } }
    var isNotFound: Bool { if case .notFound = self { true } else { false } }
    var isOverQuota: Bool { if case .overQuota = self { true } else { false } }
}

/// Runs the work and returns the cloud's error that it threw, nil where it threw none.
func cloudError(_ work: () async throws -> Void) async -> CloudError? {
    do {
        try await work()
        return nil
    } catch {
        return error as? CloudError
    }
}
