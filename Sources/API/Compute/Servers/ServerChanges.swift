internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Workflow

/// `POST /servers`, `PUT /servers/{server}`, `DELETE /servers/{server}`
struct ServerChanges: Sendable {
    let compute: Compute

    func create(_ request: ComputeRequest) async throws -> Response {
        let creation = try ServerCreation(
            try await request.document(),
            version: request.version,
            isAdmin: request.caller.isAdmin,
            maximumCount: compute.services.settings.maximumServersPerRequest
        )
        try await checkMetadata(creation.request.metadata, request.caller)
        let servers = try await compute.operations.create(
            creation.request,
            caller: request.caller,
            requestID: request.requestID
        )
        guard let first = servers.first, let last = servers.last else {
            throw APIError(.internalServerError, "No server was made.")
        }
        try await compute.settle(last.id)
        if creation.wantsReservationID {
            return .json(["reservation_id": .string(first.reservationID)], status: .accepted)
        }
        return answer(first, creation, request.links)
    }

    private func answer(_ server: Server, _ creation: ServerCreation, _ links: Links) -> Response {
        var response = Response.json(status: .accepted) { writer in
            writer.beginObject()
            writer.name("server")
            writer.beginObject()
            writer.member("id", server.id.value)
            links.write("servers/\(server.id)", to: &writer)
            writer.member("OS-DCF:diskConfig", server.diskConfig.rawValue)
            let groups = server.securityGroups.isEmpty ? ["default"] : server.securityGroups
            writer.member("security_groups", value: .array(groups.map { ["name": .string($0)] }))
            writer.member("adminPass", creation.adminPassword ?? GeneratedPassword.next())
            writer.endObject()
            writer.endObject()
        }
        response.headers[.location] = links.own("servers/\(server.id)")
        return response
    }

    func update(_ request: ComputeRequest) async throws -> Response {
        let update = try ServerUpdate(try await request.fields(of: "server"), version: request.version)
        _ = try await compute.operations.edit(request.server, in: request.scope) { update.apply(to: &$0) }
        let stored = try await compute.operations.server(request.server, in: request.scope)
        return try await ServerViews(compute, request, .update).answer(stored)
    }

    func delete(_ request: ComputeRequest) async throws -> Response {
        try await compute.operations.delete(
            request.server,
            in: request.scope,
            caller: request.caller,
            requestID: request.requestID
        )
        try await compute.settle(request.server)
        return .empty(.noContent)
    }

    private func checkMetadata(_ metadata: [String: String], _ caller: Caller) async throws {
        let limit = try await compute.operations.limits(of: caller.project).metadataItems
        guard limit < 0 || metadata.count <= limit else {
            throw APIError.forbidden(
                "Quota exceeded for metadata_items: \(metadata.count) are given, and the limit is \(limit)."
            )
        }
    }
}
