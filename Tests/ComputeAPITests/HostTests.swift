import HTTPTypes
import HostLink
import JSON
import Model
import Store
import Testing

/// Services, hypervisors and zones.
@Suite struct HostTests {
    private func serviceID(_ cloud: TestCloud) async throws -> String {
        let listed = try await cloud.get("os-services", as: "admin")
        return try #require(listed.body["services"]?[0]?["id"]?.stringValue)
    }

    @Test func aServiceIsDisabledWithAReasonAndEnabledAgain() async throws {
        try await TestCloud.run { cloud in
            try await cloud.addHost()
            let id = try await serviceID(cloud)
            let body: JSONValue = ["status": "disabled", "disabled_reason": "repair"]
            let disabled = try await cloud.send(.put, "os-services/\(id)", body, as: "admin")
            #expect(disabled.body["service"]?["status"] == "disabled")
            #expect(disabled.body["service"]?["disabled_reason"] == "repair")
            let zones = try await cloud.get("os-availability-zone")
            #expect(zones.body["availabilityZoneInfo"]?[0]?["zoneState"]?["available"] == false)
            let enabled = try await cloud.send(.put, "os-services/\(id)", ["status": "enabled"], as: "admin")
            #expect(enabled.body["service"]?["status"] == "enabled")
            #expect(try await serviceID(cloud) == id)
        }
    }

    @Test func aHostThatIsForcedDownIsDown() async throws {
        try await TestCloud.run { cloud in
            try await cloud.addHost()
            let id = try await serviceID(cloud)
            let answer = try await cloud.send(.put, "os-services/\(id)", ["forced_down": true], as: "admin")
            #expect(answer.body["service"]?["state"] == "down")
            let hypervisors = try await cloud.get("os-hypervisors", as: "admin")
            #expect(hypervisors.body["hypervisors"]?[0]?["state"] == "down")
        }
    }

    static let refusals: [(JSONValue, String)] = [
        ([:], "No updates"), (["status": "asleep"], "asleep"), (["disabled_reason": "x"], "requires that status"),
        (["status": "enabled", "disabled_reason": "x"], "requires that status"), (["x": 1], "'x'"),
    ]

    @Test(arguments: refusals)
    func badUpdatesAreRefused(_ body: JSONValue, _ word: String) async throws {
        try await TestCloud.run { cloud in
            try await cloud.addHost()
            let id = try await serviceID(cloud)
            let answer = try await cloud.send(.put, "os-services/\(id)", body, as: "admin")
            #expect(answer.status == 400)
            #expect(answer.message.contains(word), "\(answer.message)")
        }
    }

    static let missing: [(String, Int)] = [
        ("os-hypervisors/b1e43b5f-eec1-44e0-9f10-000000000000", 404), ("os-hypervisors/7", 400),
        ("os-hypervisors?hypervisor_hostname_pattern=none", 404), ("os-server-groups/x", 404), ("os-aggregates/1", 404),
        ("extensions/x", 404),
    ]

    @Test(arguments: missing)
    func whatIsMissingIsNotFound(_ path: String, _ status: Int) async throws {
        try await TestCloud.run { cloud in
            try await cloud.addHost()
            let answer = try await cloud.get(path, as: "admin")
            #expect(answer.status == status)
        }
    }

    @Test func aHypervisorShowsItsServers() async throws {
        try await TestCloud.run { cloud in
            try await cloud.addHost()
            try await cloud.put(Samples.server(1))
            let answer = try await cloud.get("os-hypervisors/detail?with_servers=1", as: "admin")
            #expect(answer.body["hypervisors"]?[0]?["servers"]?[0]?["uuid"] == .string(Samples.id(1).value))
            let old = try await cloud.get("os-hypervisors/host/servers", as: "admin", at: 1)
            #expect(old.body["hypervisors"]?[0]?["servers"]?[0]?["name"] == "new-server-test")
        }
    }

    @Test func aHypervisorsDetailShowsWhatItsVersionsGive() async throws {
        try await TestCloud.run { cloud in
            try await cloud.addHost(features: [
                HostFeature(name: "igb", need: "libvirt 9.3.0 and QEMU 8.0.0"), HostFeature(name: "discard"),
            ])
            let expected: JSONValue = ["igb": "needs libvirt 9.3.0 and QEMU 8.0.0", "discard": "available"]
            let listed = try await cloud.get("os-hypervisors/detail", as: "admin")
            #expect(listed.body["hypervisors"]?[0]?["vireo:features"] == expected)
            let id = try #require(listed.body["hypervisors"]?[0]?["id"]?.stringValue)
            let shown = try await cloud.get("os-hypervisors/\(id)", as: "admin")
            #expect(shown.body["hypervisor"]?["vireo:features"] == expected)
            let old = try await cloud.get("os-hypervisors/detail", as: "admin", at: 1)
            #expect(old.body["hypervisors"]?[0]?["vireo:features"] == expected)
            let brief = try await cloud.get("os-hypervisors", as: "admin")
            #expect(brief.body["hypervisors"]?[0]?["id"] != nil)
            #expect(brief.body["hypervisors"]?[0]?["vireo:features"] == nil)
            #expect(try await cloud.get("os-hypervisors/detail", as: "member").status == 403)
        }
    }

    @Test func aHostsRecordThatTellsNothingOfFeaturesIsShownWithout() async throws {
        try await TestCloud.run { cloud in
            try await cloud.addHost()
            let entry = try #require(try await cloud.store.get("hosts/" + HostKeys(TestCloud.host).inventory))
            #expect(try JSONValue(parsing: entry.value)["record"]?["features"] == nil)
            let listed = try await cloud.get("os-hypervisors/detail", as: "admin")
            #expect(listed.body["hypervisors"]?[0]?["hypervisor_type"] == "QEMU")
            #expect(listed.body["hypervisors"]?[0]?["vireo:features"] == nil)
        }
    }

    @Test(arguments: ["os-server-groups", "os-aggregates", "os-migrations"])
    func whatThereIsNoneOfIsEmpty(_ path: String) async throws {
        try await TestCloud.run { cloud in
            let answer = try await cloud.get(path, as: "admin")
            #expect(answer.status == 200)
            #expect(answer.body.members?.first?.value == [])
        }
    }
}
