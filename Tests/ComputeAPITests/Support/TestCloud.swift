import API
import HTTPTypes
import HostLink
import Hummingbird
import HummingbirdTesting
import JSON
import Logging
import Model
import NIOCore
import Runtime
import Store
import Testing
import Workflow

/// The Compute API over a memory store and a controller, with no host that would build anything.
struct TestCloud: Sendable {
    static let host: ID<Host> = ID("host1")

    let store: MemoryStore
    let replicas: Replicas
    let client: any TestClientProtocol
    let runtime = SystemRuntime()

    /// Runs the test against a new cloud.
    ///
    /// - Parameter change: what an operator would set.
    static func run(
        settings change: (inout ComputeSettings) -> Void = { _ in },
        _ test: @escaping @Sendable (TestCloud) async throws -> Void
    ) async throws {
        let runtime = SystemRuntime()
        let store = MemoryStore(runtime: runtime)
        let replicas = Replicas(store)
        var settings = ComputeSettings()
        change(&settings)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let services = WorkflowServices(
            runtime: runtime,
            store: store,
            replicas: replicas,
            images: FakeImages(),
            networks: FakeNetworks(),
            settings: settings,
            logger: logger
        )
        let controller = Controller(services, name: "test")
        let router = Router(context: APIContext.self)
        router.add(middleware: RequestMiddleware(runtime: runtime))
        Routes.addCompute(
            Compute(
                controller: controller, identity: FakeIdentity(), consoleLogs: FakeConsoleLogs(),
                guestExplanations: FakeGuestExplanations()),
            to: router
        )
        let application = Application(router: router, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await replicas.run() }
            group.addTask { try await controller.run() }
            await replicas.ready()
            try await application.test(.router) { client in
                try await test(TestCloud(store: store, replicas: replicas, client: client))
            }
            group.cancelAll()
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
        }
    }

    // MARK: Requests

    /// Sends a request below `/compute/v2.1/` and takes the answer apart.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSONValue? = nil,
        as token: String? = "member",
        at minor: Int? = 79
    ) async throws -> Answer {
        var headers = HTTPFields()
        if let token, let name = HTTPField.Name("X-Auth-Token") { headers[name] = token }
        if let minor, let name = HTTPField.Name("OpenStack-API-Version") { headers[name] = "compute 2.\(minor)" }
        let uri = path.hasPrefix("/") ? path : "/compute/v2.1/\(path)"
        let buffer = body.map { ByteBuffer(bytes: $0.encoded) }
        return try await client.execute(uri: uri, method: method, headers: headers, body: buffer) { response in
            let bytes = Array(response.body.readableBytesView)
            return Answer(
                status: response.status.code,
                headers: response.headers,
                body: bytes.isEmpty ? .null : try JSONValue(parsing: bytes)
            )
        }
    }

    func get(_ path: String, as token: String? = "member", at minor: Int? = 79) async throws -> Answer {
        try await send(.get, path, nil, as: token, at: minor)
    }

    func post(_ path: String, _ body: JSONValue, as token: String = "member", at minor: Int = 79) async throws -> Answer
    {
        try await send(.post, path, body, as: token, at: minor)
    }

    // MARK: Records

    /// Puts a record directly and waits until the replica shows it.
    func put<Value: Record>(_ key: String, _ value: Value, in replica: Replica<Value>? = nil) async throws {
        let result = try await store.commit(Collection.overwrite(key, value))
        guard case .committed(let revision) = result else { throw StoreError.closed }
        try await replica?.wait(for: revision)
    }

    func put(_ server: Server, userData: [UInt8]? = nil) async throws {
        if let userData {
            _ = try await store.commit(
                Transaction(changes: [.put(UserData.key(of: server.id), userData, lease: nil)])
            )
        }
        try await put(server.id.value, server, in: replicas.servers)
    }

    func put(_ flavor: Flavor) async throws { try await put(flavor.id.value, flavor, in: replicas.flavors) }

    /// A host with all its records.
    func addHost(_ host: ID<Host> = TestCloud.host, features: [HostFeature]? = nil) async throws {
        let keys = HostKeys(host)
        try await put(
            keys.inventory,
            HostInventory(
                host: host,
                uuid: "b1e43b5f-eec1-44e0-9f10-7b4945c0226d",
                hypervisorType: "QEMU",
                hypervisorVersion: 7_002_000,
                address: "1.1.1.1",
                vcpus: 2,
                memoryMiB: 8192,
                diskGiB: 1028,
                cpuModel: "Nehalem",
                cpuVendor: "Intel",
                cpuTopology: [4, 1, 1],
                cpuFeatures: ["pge", "clflush"],
                virtType: "qemu",
                startedAt: runtime.now,
                features: features
            ),
            in: replicas.inventories
        )
        try await put(
            keys.alive,
            HostAlive(host: host, bootID: "boot", since: runtime.now),
            in: replicas.alive
        )
    }
}
