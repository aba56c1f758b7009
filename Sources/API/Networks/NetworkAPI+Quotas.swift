internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Networking API v2.0 reference, section "Quotas".

extension NetworkAPI {
    /// What the service does not have counts as none allowed.
    private static let absent = ["floatingip", "router", "subnetpool", "rbac_policy"]

    /// The projects with limits of their own.
    @Sendable func listQuotas(_ request: Request, _ context: APIContext) async throws -> Response {
        try Self.administrator(context)
        let quotas = try await networks.quotas().map { project, limits in
            JSONValue.object(Self.limits(limits) + [JSONValue.Member("project_id", .string(project.value))])
        }
        return .json(["quotas": .array(quotas)])
    }

    @Sendable func showQuota(_ request: Request, _ context: APIContext) async throws -> Response {
        show("quota", .object(Self.limits(try await networks.quota(of: try project(context)))))
    }

    @Sendable func showDefaultQuota(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try project(context)
        return show("quota", .object(Self.limits(networks.settings.quota)))
    }

    @Sendable func showQuotaDetails(_ request: Request, _ context: APIContext) async throws -> Response {
        let project = try project(context)
        let (used, limits) = (try await networks.usage(of: project), try await networks.quota(of: project))
        return show(
            "quota",
            .object(
                NetworkQuota.kinds.map { name, kind in
                    JSONValue.Member(
                        name,
                        [
                            "limit": JSONValue(limits[keyPath: kind]), "used": JSONValue(used[keyPath: kind]),
                            "reserved": 0,
                        ]
                    )
                }
            )
        )
    }

    @Sendable func updateQuota(_ request: Request, _ context: APIContext) async throws -> Response {
        try Self.administrator(context)
        let project = try project(context)
        var fields = try await request.fields(of: "quota")
        var limits = try await networks.quota(of: project)
        for (name, kind) in NetworkQuota.kinds {
            limits[keyPath: kind] = try fields.optionalInteger(name, in: -1...Int(Int32.max)) ?? limits[keyPath: kind]
        }
        // Clients send these along with what they mean; of what is not there nothing can be allowed.
        for name in Self.absent + ["force", "check_limit"] { _ = fields.optional(name) }
        try fields.finish()
        try await networks.limit(project, to: limits)
        return show("quota", .object(Self.limits(limits)))
    }

    @Sendable func deleteQuota(_ request: Request, _ context: APIContext) async throws -> Response {
        try Self.administrator(context)
        try await networks.limit(try project(context), to: nil)
        return .empty(.noContent)
    }

    private static func limits(_ quota: NetworkQuota) -> [JSONValue.Member] {
        NetworkQuota.kinds.map { JSONValue.Member($0.key, JSONValue(quota[keyPath: $0.value])) }
            + absent.map { JSONValue.Member($0, 0) }
    }

    private static func administrator(_ context: APIContext) throws(APIError) {
        guard try context.caller.isAdmin else { throw .forbidden("This operation is disallowed by policy.") }
    }

    private func project(_ context: APIContext) throws(APIError) -> ID<Project> {
        let caller = try context.caller
        let project = ID<Project>(context.parameter("project"))
        guard caller.isAdmin || project == caller.project else {
            throw .forbidden("This operation is disallowed by policy.")
        }
        return project
    }
}
