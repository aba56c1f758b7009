internal import Hummingbird
internal import JSON
internal import Model
internal import Store
internal import Workflow

/// `/servers/{server}/metadata`
///
/// Source: Compute API reference, section "Server metadata".
struct ServerMetadata: Sendable {
    let compute: Compute

    /// - Throws: 400 for a name with characters that Nova does not take.
    static func check(_ name: String, in path: String) throws(APIError) {
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_:. ".unicodeScalars.contains(scalar)
        }
        guard isPlain, (1...255).contains(name.unicodeScalars.count) else {
            throw .badRequest(
                "Invalid input for '\(path)': a name has 1 to 255 letters, digits, spaces and '-_:.'; the name is "
                    + "'\(name.prefix(64))'."
            )
        }
    }

    func list(_ request: ComputeRequest) async throws -> Response {
        answer(try await compute.server(request).value.metadata)
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        let key = request.parameter("key")
        guard let value = try await compute.server(request).value.metadata[key] else { throw Self.missing }
        return .json(["meta": .object([JSONValue.Member(key, .string(value))])])
    }

    /// Adds to what is there.
    func merge(_ request: ComputeRequest) async throws -> Response {
        let added = try await map(request)
        return answer(try await edit(request) { $0.merge(added) { $1 } })
    }

    func replace(_ request: ComputeRequest) async throws -> Response {
        let metadata = try await map(request)
        return answer(try await edit(request) { $0 = metadata })
    }

    func put(_ request: ComputeRequest) async throws -> Response {
        let key = request.parameter("key")
        var fields = try await request.fields(of: "meta")
        guard fields.has(key) else { throw APIError.badRequest("Request body and URI mismatch") }
        let value = try fields.string(key, length: 0...255)
        try fields.finish()
        try Self.check(key, in: "meta")
        _ = try await edit(request) { $0[key] = value }
        return .json(["meta": .object([JSONValue.Member(key, .string(value))])])
    }

    func delete(_ request: ComputeRequest) async throws -> Response {
        let key = request.parameter("key")
        _ = try await edit(request) { metadata in
            guard metadata.removeValue(forKey: key) != nil else { throw Self.missing }
        }
        return .empty(.noContent)
    }

    private static let missing = APIError(.notFound, "Metadata item was not found")

    private func map(_ request: ComputeRequest) async throws -> [String: String] {
        var body = try Fields(try await request.document(), path: "")
        guard body.has("metadata") else { throw APIError.badRequest("'metadata' is required, and it is missing.") }
        let map = try body.metadata()
        try body.finish()
        return map
    }

    private func edit(
        _ request: ComputeRequest,
        _ change: (inout [String: String]) throws -> Void
    ) async throws -> [String: String] {
        let limit = try await compute.operations.limits(of: request.caller.project).metadataItems
        return try await compute.operations.edit(request.server, in: request.scope) { server in
            let editGuard = EditGuard(request)
            try editGuard.checkLock(server)
            try editGuard.checkState(server, "update metadata")
            try change(&server.metadata)
            guard limit < 0 || server.metadata.count <= limit else {
                throw APIError.forbidden(
                    "Quota exceeded for metadata_items: there would be \(server.metadata.count), and the limit is "
                        + "\(limit)."
                )
            }
        }.metadata
    }

    private func answer(_ metadata: [String: String]) -> Response { .json(["metadata": JSONValue(metadata)]) }
}
