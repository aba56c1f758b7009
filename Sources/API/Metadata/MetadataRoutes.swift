internal import HTTPTypes
package import Hummingbird
package import InstanceMetadata
internal import Model
internal import NIOCore
package import Store
package import Workflow

/// The metadata service of the embedded networks: what a guest gets from `http://169.254.169.254/`.
///
/// The host hands such requests to this listener. Who asks is told by the connection alone: its source is a fixed
/// address of a server's port, which the host's filter does not let a guest forge, and it arrived at that network's
/// gateway. Nobody else gets an answer.
package struct MetadataRoutes: Sendable {
    private let replicas: Replicas
    private let store: any Store
    private let documents: GuestMetadata
    private let defaultZone: String

    package init(replicas: Replicas, store: any Store, documents: GuestMetadata, defaultZone: String) {
        self.replicas = replicas
        self.store = store
        self.documents = documents
        self.defaultZone = defaultZone
    }

    package func add(to router: Router<APIContext>) {
        router.get("/", use: answer)
        router.get("/**", use: answer)
    }

    @Sendable private func answer(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let server = server(from: context.remoteAddress, at: context.localAddress) else {
            throw APIError(.notFound, "There is no metadata for this address.")
        }
        let userData = server.hasUserData ? try await store.get(UserData.key(of: server.id))?.value : nil
        let data = GuestData(server: server, userData: userData, defaultZone: defaultZone)
        guard let answer = documents.document(at: request.uri.path, for: data, resolved: server.resolved) else {
            throw APIError(.notFound, "There is nothing at \(request.uri.path).")
        }
        return Response(
            status: .ok, headers: [.contentType: answer.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.content)))
    }

    private func server(from remote: String?, at local: String?) -> Server? {
        guard let remote, let local else { return nil }
        return replicas.servers.matching("address", remote).lazy.map(\.value).first { server in
            server.ports.contains { port in
                port.addresses.contains { $0.address == remote && $0.gateway == local }
            }
        }
    }
}
