internal import Hummingbird
internal import JSON
internal import Model
internal import Store
internal import Workflow

/// `GET /servers`, `GET /servers/detail`, `GET /servers/{server}`
struct ServerLists: Sendable {
    let compute: Compute

    func brief(_ request: ComputeRequest) async throws -> Response {
        let (servers, next) = try await page(request)
        return request.list("servers", servers, next: next, path: "servers") {
            write($0.value, request.links, to: &$1)
        }
    }

    func detail(_ request: ComputeRequest) async throws -> Response {
        let (servers, next) = try await page(request)
        var writer = JSONWriter()
        request.writeNext(next, "servers/detail", name: "servers_links", to: &writer)
        let ending = writer.bytes.isEmpty ? [] : [UInt8(ascii: ",")] + writer.bytes
        return try await ServerViews(compute, request, .detail).answer(servers, ending: ending)
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        try await ServerViews(compute, request, .show).answer(try await compute.server(request))
    }

    private func page(_ request: ComputeRequest) async throws -> (servers: [Stored<Server>], next: String?) {
        let query = try ServerQuery(request, maximum: compute.services.settings.maximumPage)
        let (servers, next) = try query.page.cut(try await query.run(compute), id: { $0.key })
        return (Array(servers), next)
    }

    private func write(_ server: Server, _ links: Links, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", server.id.value)
        writer.member("name", server.name)
        links.write("servers/\(server.id)", to: &writer)
        writer.endObject()
    }
}
