internal import Hummingbird
internal import JSON
internal import Model
internal import Workflow

/// `GET /limits`
///
/// Source: Compute API reference, section "Limits".
struct Limits: Sendable {
    private typealias Row = (name: String, value: Int, below: Microversion?)

    let compute: Compute

    func show(_ request: ComputeRequest) async throws -> Response {
        var query = request.query
        let project = try project(&query, request)
        _ = query.all("reserved")
        try request.finish(query)
        let quota = try await compute.operations.limits(of: project)
        let usage = try await compute.usage(of: project)
        return .json { writer in
            writer.beginObject()
            writer.name("limits")
            writer.beginObject()
            writer.member("rate", value: [])
            writer.name("absolute")
            writer.beginObject()
            for row in rows(quota, usage) where row.below == nil || request.version < row.below ?? .minimum {
                writer.member(row.name, row.value)
            }
            writer.endObject()
            writer.endObject()
            writer.endObject()
        }
    }

    private func project(_ query: inout Query, _ request: ComputeRequest) throws(APIError) -> ID<Project> {
        guard let project = query.last("tenant_id"), project != request.caller.project.value else {
            return request.caller.project
        }
        try request.check(.readLimitsOfOthers)
        return ID(project)
    }

    private func rows(_ quota: QuotaSet, _ usage: ProjectUsage) -> [Row] {
        [
            ("maxTotalInstances", quota.instances, nil), ("maxTotalCores", quota.cores, nil),
            ("maxTotalRAMSize", quota.ram, nil), ("maxServerMeta", quota.metadataItems, nil),
            ("maxTotalKeypairs", quota.keyPairs, nil), ("maxServerGroups", quota.serverGroups, nil),
            ("maxServerGroupMembers", quota.serverGroupMembers, nil),
            ("totalInstancesUsed", usage.instances, nil), ("totalCoresUsed", usage.cores, nil),
            ("totalRAMUsed", usage.ram, nil), ("totalServerGroupsUsed", 0, nil),
            ("maxPersonality", quota.injectedFiles, .noPersonality),
            ("maxPersonalitySize", quota.injectedFileContentBytes, .noPersonality),
            ("maxImageMeta", quota.metadataItems, .noImageMetadataLimit),
            ("maxTotalFloatingIps", -1, .noProxies), ("maxSecurityGroups", -1, .noProxies),
            ("maxSecurityGroupRules", -1, .noProxies), ("totalFloatingIpsUsed", 0, .noProxies),
            ("totalSecurityGroupsUsed", 0, .noProxies),
        ]
    }
}
