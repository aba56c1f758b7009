import HTTPTypes
import JSON
import Model
import Testing

/// Quotas, limits and usage of projects.
@Suite struct ProjectTests {
    private let path = "os-quota-sets/\(FakeIdentity.project)"

    @Test func aQuotaIsSetShownAndTakenBack() async throws {
        try await TestCloud.run { cloud in
            let changed = try await cloud.send(.put, path, ["quota_set": ["instances": 3, "cores": "-1"]], as: "admin")
            #expect(changed.body["quota_set"]?["instances"] == 3)
            #expect(changed.body["quota_set"]?["cores"] == -1)
            let limits = try await cloud.get("limits")
            #expect(limits.body["limits"]?["absolute"]?["maxTotalInstances"] == 3)
            let deleted = try await cloud.send(.delete, path, as: "admin")
            #expect(deleted.status == 202)
            let shown = try await cloud.get(path)
            #expect(shown.body["quota_set"]?["instances"] == 10)
        }
    }

    @Test func aQuotaBelowWhatIsUsedWantsForce() async throws {
        try await TestCloud.run { cloud in
            try await cloud.put(FakeIdentity.project.value, ProjectUsage(instances: 5, cores: 5, ram: 5))
            let refused = try await cloud.send(.put, path, ["quota_set": ["instances": 4]], as: "admin")
            #expect(refused.status == 400)
            #expect(refused.message.contains("Quota limit 4 for instances"))
            let forced = try await cloud.send(.put, path, ["quota_set": ["instances": 4, "force": true]], as: "admin")
            #expect(forced.status == 200)
            let detail = try await cloud.get(path + "/detail")
            #expect(detail.body["quota_set"]?["instances"] == ["limit": 4, "in_use": 5, "reserved": 0])
        }
    }

    static let refusals: [(String, JSONValue, Int, String)] = [
        ("os-quota-sets/fake_tenant", ["quota_set": ["instances": -2]], 79, "instances"),
        ("os-quota-sets/fake_tenant", ["quota_set": ["instances": "x"]], 79, "instances"),
        ("os-quota-sets/fake_tenant", ["quota_set": ["fixed_ips": 1]], 36, "fixed_ips"),
        ("os-quota-sets/fake_tenant", ["quota_set": ["nonsense": 1]], 79, "nonsense"),
        ("os-quota-sets/fake_tenant?user_id=x", ["quota_set": ["instances": 1]], 79, "user_id"),
        ("os-quota-sets/none", ["quota_set": ["instances": 1]], 79, "Project ID none is not a valid project."),
    ]

    @Test(arguments: refusals)
    func badQuotasAreRefused(_ path: String, _ body: JSONValue, _ minor: Int, _ word: String) async throws {
        try await TestCloud.run { cloud in
            let answer = try await cloud.send(.put, path, body, as: "admin", at: minor)
            #expect(answer.status == 400)
            #expect(answer.message.contains(word), "\(answer.message)")
        }
    }

    @Test func usageCountsHoursInThePeriod() async throws {
        try await TestCloud.run { cloud in
            var server = Samples.server(1)
            server.launchedAt = Timestamp(iso8601: "2025-01-01T00:00:00Z")
            try await cloud.put(server)
            let query = "?start=2025-01-01T12:00:00&end=2025-01-02T00:00:00"
            let answer = try await cloud.get("os-simple-tenant-usage/\(FakeIdentity.project)\(query)")
            let usage = answer.body["tenant_usage"]
            #expect(usage?["total_hours"] == .number(12) || usage?["total_hours"] == 12)
            let uptime = try #require(usage?["server_usages"]?[0]?["uptime"]?.integerValue)
            #expect(uptime > 86_400)
            let ahead = try await cloud.get(
                "os-simple-tenant-usage/\(FakeIdentity.project)?start=2199-01-01T00:00:00&end=2199-01-02T00:00:00")
            #expect(ahead.body["tenant_usage"] == [:])
            let backwards = try await cloud.get(
                "os-simple-tenant-usage/\(FakeIdentity.project)?start=2025-01-02T00:00:00&end=2025-01-01T00:00:00"
            )
            #expect(backwards.status == 400)
        }
    }
}
