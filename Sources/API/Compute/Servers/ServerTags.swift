internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Store
internal import Workflow

/// `/servers/{server}/tags`
///
/// Source: Compute API reference, section "Server tags".
struct ServerTags: Sendable {
    static let maximumCount = 50

    let compute: Compute

    /// - Throws: 400 for a tag that is empty, longer than 60 characters, or has a comma or slash.
    static func check(_ tag: String, in path: String) throws(APIError) {
        guard (1...60).contains(tag.unicodeScalars.count), !tag.contains(","), !tag.contains("/") else {
            throw .badRequest(
                "Invalid input for '\(path)': a tag has 1 to 60 characters and neither ',' nor '/'; the tag is "
                    + "'\(tag.prefix(64))'."
            )
        }
    }

    func list(_ request: ComputeRequest) async throws -> Response {
        answer(try await compute.server(request).value.tags)
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        let tag = request.parameter("tag")
        guard try await compute.server(request).value.tags.contains(tag) else { throw missing(tag, request) }
        return .empty(.noContent)
    }

    func replace(_ request: ComputeRequest) async throws -> Response {
        var body = try Fields(try await request.document(), path: "")
        guard body.has("tags") else { throw APIError.badRequest("'tags' is required, and it is missing.") }
        let tags = try body.tags()
        try body.finish()
        return answer(try await edit(request) { $0 = tags }.tags)
    }

    func put(_ request: ComputeRequest) async throws -> Response {
        let tag = request.parameter("tag")
        try Self.check(tag, in: "tag")
        if try await compute.server(request).value.tags.contains(tag) { return .empty(.noContent) }
        _ = try await edit(request) { tags in
            if tags.contains(tag) { return }
            guard tags.count < Self.maximumCount else {
                throw APIError.badRequest("The number of tags exceeded the per-server limit \(Self.maximumCount)")
            }
            tags.append(tag)
        }
        var response = Response.empty(.created)
        response.headers[.location] = request.links.own("servers/\(request.server)/tags/\(tag.percentEncoded)")
        return response
    }

    func delete(_ request: ComputeRequest) async throws -> Response {
        let tag = request.parameter("tag")
        _ = try await edit(request) { tags in
            guard let position = tags.firstIndex(of: tag) else { throw missing(tag, request) }
            tags.remove(at: position)
        }
        return .empty(.noContent)
    }

    func clear(_ request: ComputeRequest) async throws -> Response {
        _ = try await edit(request) { $0 = [] }
        return .empty(.noContent)
    }

    private func edit(
        _ request: ComputeRequest,
        _ change: (inout [String]) throws -> Void
    ) async throws -> Server {
        try await compute.operations.edit(request.server, in: request.scope) { server in
            try EditGuard(request).checkState(server, "update tags")
            try change(&server.tags)
        }
    }

    private func missing(_ tag: String, _ request: ComputeRequest) -> APIError {
        APIError(.notFound, "Server \(request.server) has no tag '\(tag.prefix(64))'")
    }

    private func answer(_ tags: [String]) -> Response { .json(["tags": .array(tags.map(JSONValue.string))]) }
}
