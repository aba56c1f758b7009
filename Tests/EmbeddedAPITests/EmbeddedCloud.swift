import API
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JSON
import Model
import NIOCore
import Runtime
import Standalone
import Store
import Testing

/// The three embedded services behind one router, as a client reaches them.
struct EmbeddedCloud {
    let identity: StandaloneIdentity
    let folder: String
    private let client: any TestClientProtocol
    private(set) var token = ""

    /// Runs the work with a new cloud, as its administrator.
    static func run(_ work: @escaping @Sendable (EmbeddedCloud) async throws -> Void) async throws {
        let runtime = SystemRuntime()
        let store = MemoryStore(runtime: runtime)
        let folder = NSTemporaryDirectory() + "/vireo-api-" + runtime.uuid()
        let identity = StandaloneIdentity(
            store: store, runtime: runtime,
            settings: IdentitySettings(passwordWork: PasswordWork(logRounds: 4, blockSize: 1, parallelism: 1)))
        let images = StandaloneImages(
            store: store, runtime: runtime, settings: ImageSettings(folder: folder, maximumBytes: 1 << 20))
        _ = try await images.recover()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let box = PasswordBox()
        _ = try await identity.bootstrap { await box.put($0.password) }
        let router = Router(context: APIContext.self)
        router.add(middleware: RequestMiddleware(runtime: runtime))
        let catalog = Catalog(publicURL: "http://cloud.test:8774")
        IdentityRoutes(identity: identity, catalog: catalog).add(to: router)
        ImageRoutes(images: images, identity: identity, catalog: catalog).add(to: router)
        NetworkRoutes(
            networks: StandaloneNetworks(store: store, runtime: runtime), identity: identity, catalog: catalog
        ).add(to: router)
        let password = try #require(await box.password)
        try await Application(router: router).test(.router) { client in
            var cloud = EmbeddedCloud(identity: identity, folder: folder, client: client)
            cloud.token = try await cloud.login("admin", password.revealed, project: "admin")
            try await work(cloud)
        }
    }

    /// The same cloud, for a user with that role in a project of its own.
    func user(_ name: String, role: String = "member") async throws -> EmbeddedCloud {
        let project = try await identity.createProject(name: name, ProjectChange())
        var change = UserChange()
        change.password = Secret("password of \(name)")
        let user = try await identity.createUser(name: name, change)
        let found = try #require(try await identity.allRoles().first { $0.name == role })
        try await identity.assign(Assignment(user: user.id, target: .project(project.id), role: found.id))
        var cloud = self
        cloud.token = try await login(name, "password of \(name)", project: name)
        return cloud
    }

    func login(_ user: String, _ password: String, project: String?) async throws -> String {
        let answer = try await post("/identity/v3/auth/tokens", Self.loginBody(user, password, project: project))
        try #require(answer.status == .created)
        return try #require(answer.headers[HTTPField.Name("X-Subject-Token") ?? .age])
    }

    static func loginBody(_ user: String, _ password: String, project: String?) -> JSONValue {
        let domain: JSONValue = ["id": "default"]
        var auth: [JSONValue.Member] = [
            JSONValue.Member(
                "identity",
                [
                    "methods": ["password"],
                    "password": [
                        "user": ["name": .string(user), "domain": domain, "password": .string(password)]
                    ],
                ])
        ]
        if let project {
            auth.append(JSONValue.Member("scope", ["project": ["name": .string(project), "domain": domain]]))
        }
        return ["auth": .object(auth)]
    }

    func get(_ path: String) async throws -> Answer { try await send(.get, path) }
    func delete(_ path: String) async throws -> Answer { try await send(.delete, path) }

    func post(_ path: String, _ body: JSONValue) async throws -> Answer { try await send(.post, path, body.encoded) }
    func put(_ path: String, _ body: JSONValue) async throws -> Answer { try await send(.put, path, body.encoded) }

    func patch(_ path: String, _ body: JSONValue, type: String = "application/json") async throws -> Answer {
        try await send(.patch, path, body.encoded, type: type)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]? = nil, type: String = "application/json",
        headers: HTTPFields = [:], token: String? = nil
    ) async throws -> Answer {
        var headers = headers
        if let name = HTTPField.Name("X-Auth-Token") { headers[name] = token ?? self.token }
        if body != nil { headers[.contentType] = type }
        return try await client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) }
        ) { response in
            Answer(status: response.status, headers: response.headers, bytes: Array(response.body.readableBytesView))
        }
    }
}

struct Answer: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let bytes: [UInt8]

    /// The body's JSON; null where it has none.
    var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }

    func names(_ collection: String) -> [String] {
        (json[collection]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    }
}

private actor PasswordBox {
    private(set) var password: Secret?

    func put(_ password: Secret) { self.password = password }
}
