import HTTPTypes
import JSON
import Model
import Store
import Testing
import Workflow

/// Why a guest is as it is, and what would come of a request.
@Suite struct GuestDesignTests {
    private func preview(
        _ change: JSONValue = [:], as caller: String = "admin", hosts: Int = 1, flavor: Flavor = Samples.flavor,
        then check: @escaping @Sendable (TestCloud, Answer) async throws -> Void
    ) async throws {
        try await TestCloud.run { cloud in
            try await cloud.put(flavor)
            for number in 0..<hosts { try await cloud.addHost(ID("host\(number + 1)")) }
            let body = RefusedCreationTests.body(change.members ?? [], 79)
            try await check(cloud, try await cloud.post("vireo-guest-designs", body, as: caller))
        }
    }

    @Test func aLiveServerIsExplained() async throws {
        try await TestCloud.run { cloud in
            try await cloud.put(Samples.server(1))
            let path = "servers/\(Samples.id(1))/vireo-guest-design"
            let design = try await cloud.get(path, as: "admin").body["guest_design"]
            #expect(design?["host"] == .string(TestCloud.host.value))
            #expect(design?["domain"] == "<domain/>")
            #expect(design?["refusal"]?.isNull == true)
            #expect(
                design?["elements"]?[0] == [
                    "path": "domain/memory", "value": "m1.tiny", "decided_by": "flavor", "rule": "its memory",
                ])
            #expect(design?["idle_inputs"] == ["image hw_qemu_guest_agent=no"])
            #expect(try await cloud.get(path, as: "member").status == 403)
        }
    }

    @Test func aServerWithoutAHostHasNoneYet() async throws {
        try await TestCloud.run { cloud in
            var server = Samples.server(1)
            server.placements = []
            try await cloud.put(server)
            let answer = try await cloud.get("servers/\(server.id)/vireo-guest-design", as: "admin")
            #expect(answer.status == 409)
            #expect(try await cloud.get("servers/\(Samples.id(2))/vireo-guest-design", as: "admin").status == 404)
        }
    }

    @Test func aRequestIsPlacedAndExplainedAndNothingIsMade() async throws {
        let networks: JSONValue = [["uuid": .string(FakeNetworks.network.id.value)]]
        try await preview(["networks": networks], hosts: 2) { cloud, answer in
            #expect(answer.status == 200, "\(answer.body)")
            let design = answer.body["guest_design"]
            #expect(["host1", "host2"].contains(design?["host"]?.stringValue))
            #expect(design?["verdicts"]?.arrayValue?.map { $0["passes"] } == [true, true])
            #expect(design?["domain"] == "<domain/>")
            // The port that would be made is bound as if it were there.
            #expect(design?["elements"]?[1]?["value"] == "vbr0")
            let servers = try await Collection<Server>(cloud.store).list()
            let actions = try await Collection<InstanceAction>(cloud.store).list()
            let claims = try await Collection<HostClaims>(cloud.store).list()
            #expect(servers.isEmpty && actions.isEmpty && claims.isEmpty)
        }
    }

    @Test func eachHostsReasonIsTold() async throws {
        var flavor = Samples.flavor
        flavor.memoryMiB = 16_384
        try await preview(hosts: 2, flavor: flavor) { _, answer in
            #expect(answer.status == 200)
            let design = answer.body["guest_design"]
            #expect(design?["host"]?.isNull == true)
            #expect(design?["domain"]?.isNull == true)
            for verdict in design?["verdicts"]?.arrayValue ?? [] {
                #expect(verdict["passes"] == false)
                #expect(verdict["filter"] == "RamFilter")
                #expect(verdict["reason"]?.stringValue?.contains("16384 are wanted") == true)
            }
            #expect(design?["verdicts"]?.arrayValue?.count == 2)
            #expect(design?["refusal"]?.stringValue?.contains("2 by RamFilter") == true)
        }
    }

    @Test func whatTheHostCannotMakeIsSaid() async throws {
        var flavor = Samples.flavor
        flavor.name = "impossible"
        try await preview(flavor: flavor) { _, answer in
            #expect(answer.status == 200)
            #expect(answer.body["guest_design"]?["refusal"] == "The host cannot.")
            #expect(answer.body["guest_design"]?["elements"] == [])
        }
    }

    @Test func whatCreationRefusesIsRefusedLikewise() async throws {
        try await preview(["flavorRef": "none"]) { _, answer in #expect(answer.status == 400) }
        try await preview(["name": 5]) { _, answer in #expect(answer.status == 400) }
        var clash = Samples.flavor
        clash.extraSpecs = ["hw:cpu_policy": "shared", "hw:cpu_thread_policy": "isolate"]
        try await preview(flavor: clash) { _, answer in #expect(answer.status == 400) }
        try await preview(as: "member") { _, answer in #expect(answer.status == 403) }
    }
}
