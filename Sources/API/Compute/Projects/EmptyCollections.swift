internal import Hummingbird
internal import JSON

/// Lists of what the service does not have, which clients ask for all the same.
struct EmptyCollections: Sendable {
    let compute: Compute

    func serverGroups(_ request: ComputeRequest) async throws -> Response { .json(["server_groups": []]) }

    func serverGroup(_ request: ComputeRequest) async throws -> Response {
        throw APIError(
            .notFound,
            "Instance group \(request.parameter("group").prefix(64)) could not be found."
        )
    }

    func aggregates(_ request: ComputeRequest) async throws -> Response { .json(["aggregates": []]) }

    func aggregate(_ request: ComputeRequest) async throws -> Response {
        throw APIError(
            .notFound,
            "Aggregate \(request.parameter("aggregate").prefix(64)) could not be found."
        )
    }

    func migrations(_ request: ComputeRequest) async throws -> Response { .json(["migrations": []]) }

    func serverMigrations(_ request: ComputeRequest) async throws -> Response {
        _ = try await compute.server(request)
        return .json(["migrations": []])
    }
}
