internal import Hummingbird
internal import JSON
internal import Model
internal import NIOCore
internal import Store
internal import Workflow

/// Encodes servers for one request, by the cache where it can.
struct ServerViews {
    private let compute: Compute
    private let form: ServerView.Form
    private let isAdmin: Bool

    init(_ compute: Compute, _ request: ComputeRequest, _ place: ServerView.Place) {
        self.compute = compute
        isAdmin = request.caller.isAdmin
        form = ServerView.Form(
            place: place,
            version: request.version,
            isAdmin: request.caller.isAdmin,
            links: request.links
        )
    }

    /// One encoded view for each server, in their order.
    func encoded(_ servers: [Stored<Server>]) async throws -> [[UInt8]] {
        var standings: [ID<Host>: HostStanding] = [:]
        if shows(.hostStatus) {
            for stored in servers {
                guard let host = stored.value.host, standings[host] == nil else { continue }
                standings[host] = compute.services.replicas.standing(of: host)
            }
        }
        let known = standings
        let found = compute.serverViews.find(servers, form) { $0.flatMap { known[$0] } }
        var views: [[UInt8]] = []
        views.reserveCapacity(servers.count)
        for (stored, bytes) in zip(servers, found) {
            if let bytes {
                views.append(bytes)
                continue
            }
            views.append(try await encode(stored, stored.value.host.flatMap { known[$0] }))
        }
        return views
    }

    private func encode(_ stored: Stored<Server>, _ standing: HostStanding?) async throws -> [UInt8] {
        let server = stored.value
        let view = ServerView(
            server: server,
            form: form,
            defaultZone: compute.services.settings.defaultAvailabilityZone,
            standing: standing,
            userData: try await userData(of: server)
        )
        var writer = JSONWriter(capacity: 2048)
        view.write(to: &writer)
        compute.serverViews.keep(writer.bytes, of: stored, form, standing: standing)
        return writer.bytes
    }

    /// Lies outside the replica; read once for each view that shows it.
    private func userData(of server: Server) async throws -> [UInt8]? {
        guard server.hasUserData, shows(.extendedAttributes) else { return nil }
        return try await compute.services.store.get(UserData.key(of: server.id))?.value
    }

    /// Whether what administrators see from that version on is in this form.
    private func shows(_ version: Microversion) -> Bool {
        isAdmin && form.version >= version && !(form.place == .update && form.version < .strict)
    }

    /// `{"server": {…}}`
    func answer(_ stored: Stored<Server>) async throws -> Response {
        let views = try await encoded([stored])
        return .json { writer in
            writer.beginObject()
            writer.name("server")
            for view in views { writer.raw(view) }
            writer.endObject()
        }
    }

    /// `{"servers": […]}`, and what `ending` writes as further members, with their comma before.
    func answer(_ servers: [Stored<Server>], ending: [UInt8]) async throws -> Response {
        let views = try await encoded(servers)
        var buffer = ByteBuffer()
        buffer.reserveCapacity(views.reduce(ending.count + 16) { $0 + $1.count + 1 })
        buffer.writeString("{\"servers\":[")
        for (index, view) in views.enumerated() {
            if index > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
            buffer.writeBytes(view)
        }
        buffer.writeString("]")
        buffer.writeBytes(ending)
        buffer.writeString("}")
        return Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: buffer)
        )
    }
}
