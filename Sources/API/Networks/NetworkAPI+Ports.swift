internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Networking API v2.0 reference, section "Ports".

extension NetworkAPI {
    @Sendable func listPorts(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let page = try page("ports", request, PortView.attributes)
        // The ports of one device are what is asked for most, and are found without reading all.
        let devices = Query(request).values("device_id")
        let found =
            devices.count == 1 && !devices[0].isEmpty
            ? try await networks.portRecords(of: devices[0], for: caller)
            : try await networks.portRecords(for: caller)
        return try page.response(found.map { PortView.document($0, isAdmin: caller.isAdmin) })
    }

    @Sendable func createPort(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        var fields = try await request.fields(of: "port")
        let network = ID<Network>(try fields.string("network_id"))
        var draft = try PortBody.draft(&fields)
        draft.project = try Self.project(&fields)
        draft.mac = try PortBody.mac(&fields)
        try fields.finish()
        let port = try await networks.createPort(draft, on: network, for: caller)
        return show("port", PortView.document(port, isAdmin: caller.isAdmin), status: .created)
    }

    @Sendable func showPort(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let port = try await networks.portRecord(ID(context.parameter("port")), for: caller)
        return show("port", PortView.document(port, isAdmin: caller.isAdmin))
    }

    @Sendable func updatePort(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        var fields = try await request.fields(of: "port")
        let draft = try PortBody.draft(&fields)
        try fields.finish()
        let port = try await networks.updatePort(ID(context.parameter("port")), draft, for: caller)
        return show("port", PortView.document(port, isAdmin: caller.isAdmin))
    }

    @Sendable func deletePort(_ request: Request, _ context: APIContext) async throws -> Response {
        try await networks.deletePort(ID(context.parameter("port")), for: try member(context))
        return .empty(.noContent)
    }
}
