internal import Hummingbird
internal import JSON
internal import Model
internal import Store
internal import Workflow

/// `/servers/{server}/os-instance-actions`
///
/// Source: Compute API reference, section "Servers actions".
struct InstanceActions: Sendable {
    let compute: Compute

    func list(_ request: ComputeRequest) async throws -> Response {
        var query = request.query
        let (since, before) = try times(&query, request.version)
        let page =
            request.version >= .actionPages
            ? try Page(&query, maximum: compute.services.settings.maximumPage) : nil
        try request.finish(query)
        try await checkServer(request)
        let actions = try await compute.records(InstanceAction.self)
            .list(under: "\(request.server)/", in: request.scope).map(\.value)
            .filter { since == nil || $0.updatedAt >= since ?? $0.updatedAt }
            .filter { before == nil || $0.updatedAt <= before ?? $0.updatedAt }
            .sorted { ($0.startedAt, $0.request.value) > ($1.startedAt, $1.request.value) }
        let (shown, next) = try page?.cut(actions, id: \.request.value) ?? (actions[...], nil)
        let path = "servers/\(request.server)/os-instance-actions"
        return request.list("instanceActions", shown, next: next, path: path, links: "links") {
            InstanceActionView($0, request).write(to: &$1)
        }
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        try await checkServer(request)
        let id = request.parameter("request")
        let stored = try await compute.records(InstanceAction.self).get("\(request.server)/\(id)", in: request.scope)
        guard let stored else {
            throw APIError(
                .notFound,
                "Action for request_id \(id.prefix(64)) on instance \(request.server) not found"
            )
        }
        return .json { writer in
            writer.beginObject()
            writer.name("instanceAction")
            InstanceActionView(stored.value, request).writeWithEvents(to: &writer)
            writer.endObject()
        }
    }

    private func times(
        _ query: inout Query,
        _ version: Microversion
    ) throws(APIError) -> (since: Timestamp?, before: Timestamp?) {
        guard version >= .actionPages else { return (nil, nil) }
        let since = try query.time("changes-since")
        guard version >= .changesBefore, let before = try query.time("changes-before") else { return (since, nil) }
        guard before >= since ?? before else {
            throw .badRequest("The value of changes-since must be less than or equal to changes-before.")
        }
        return (since, before)
    }

    /// Deleted servers have actions too, from the version on that shows them.
    private func checkServer(_ request: ComputeRequest) async throws {
        do {
            _ = try await compute.server(request)
        } catch let refusal as RequestRefusal {
            guard request.version >= .actionsOfDeletedServers,
                try await compute.records(DeletedServer.self).get(request.server.value, in: request.scope) != nil
            else { throw refusal }
        }
    }
}

extension Query {
    /// - Throws: 400 for what is not a time.
    mutating func time(_ name: String) throws(APIError) -> Timestamp? {
        guard let text = last(name) else { return nil }
        guard let time = Timestamp(iso8601: text) else {
            throw .badRequest("Invalid input for query parameter '\(name)': '\(text.prefix(64))' is not a date-time.")
        }
        return time
    }
}
