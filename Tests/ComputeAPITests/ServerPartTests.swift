import HTTPTypes
import JSON
import Model
import Store
import Testing
import Workflow

/// A server's own answer and what lies below it.
@Suite struct ServerPartTests {
    private let path = "servers/\(Samples.id(1))"

    private func with(
        _ server: Server = Samples.server(1),
        _ test: @escaping @Sendable (TestCloud) async throws -> Void
    ) async throws {
        try await TestCloud.run { cloud in
            try await cloud.addHost()
            try await cloud.put(server)
            try await test(cloud)
        }
    }

    @Test func aServerIsFoundInTheStoreBeforeTheReplicaHasIt() async throws {
        try await with { cloud in
            let late = Samples.server(2)
            _ = try await cloud.store.commit(Collection.overwrite(late.id.value, late))
            let answer = try await cloud.get("servers/\(late.id)")
            #expect(answer.status == 200)
        }
    }

    @Test(arguments: [
        "OS-EXT-SRV-ATTR:host", "OS-EXT-SRV-ATTR:user_data", "OS-EXT-SRV-ATTR:instance_name", "host_status",
    ])
    func onlyAdministratorsSeeTheHost(_ name: String) async throws {
        try await with { cloud in
            let member = try await cloud.get(path)
            #expect(member.status == 200 && member.body["server"]?[name] == nil)
            let admin = try await cloud.get(path, as: "admin")
            #expect(admin.body["server"]?[name] != nil)
        }
    }

    @Test func theInstanceNameIsTheDomainsOnceThereIsOne() async throws {
        try await with { cloud in
            var server = Samples.server(3)
            try await cloud.put(server)
            let before = try await cloud.get("servers/\(server.id)", as: "admin").body["server"]
            #expect(before?["OS-EXT-SRV-ATTR:instance_name"]?.stringValue?.hasPrefix("instance-0000") == true)
            server.resolved = ResolvedGuest(name: "instance-00000003-5f2c", machine: "pc")
            try await cloud.put(server)
            let after = try await cloud.get("servers/\(server.id)", as: "admin").body["server"]
            #expect(after?["OS-EXT-SRV-ATTR:instance_name"]?.stringValue == "instance-00000003-5f2c")
        }
    }

    @Test func hostStatusFollowsTheHostThoughTheServerIsTheSame() async throws {
        try await with { cloud in
            let before = try await cloud.get(path, as: "admin")
            #expect(before.body["server"]?["host_status"] == "UP")
            let service = HostService(host: TestCloud.host, id: "x", isDisabled: true, updatedAt: Samples.now)
            try await cloud.put("host1", service, in: cloud.replicas.services)
            let after = try await cloud.get(path, as: "admin")
            #expect(after.body["server"]?["host_status"] == "MAINTENANCE")
        }
    }

    @Test func aFaultHidesItsDetailsFromTenants() async throws {
        var server = Samples.server(1, phase: .error(nil))
        server.fault = Fault(code: 500, message: "No valid host was found.", details: "host1: no room")
        try await with(server) { cloud in
            let member = try await cloud.get(path)
            #expect(member.body["server"]?["fault"]?["message"] == "No valid host was found.")
            #expect(member.body["server"]?["fault"]?["details"] == nil)
            let admin = try await cloud.get(path, as: "admin")
            #expect(admin.body["server"]?["fault"]?["details"] == "host1: no room")
        }
    }

    @Test func hostIdDiffersByProjectAndHidesTheName() async throws {
        try await with { cloud in
            let answer = try await cloud.get(path)
            let id = try #require(answer.body["server"]?["hostId"]?.stringValue)
            #expect(id.count == 56 && !id.contains("host1"))
        }
    }

    @Test func anUpdateChangesWhatItNames() async throws {
        try await with { cloud in
            let body: JSONValue = ["server": ["name": "renamed", "description": "d", "accessIPv4": "9.9.9.9"]]
            let answer = try await cloud.send(.put, path, body)
            #expect(answer.status == 200)
            let shown = try await cloud.get(path)
            for (name, value) in [("name", "renamed"), ("description", "d"), ("accessIPv4", "9.9.9.9")] {
                #expect(shown.body["server"]?[name] == .string(value))
            }
            #expect(shown.body["server"]?["OS-DCF:diskConfig"] == "AUTO")
        }
    }

    static let badUpdates: [(JSONValue, Int, String)] = [
        (["server": ["name": ""]], 79, "server.name"), (["server": ["description": "x"]], 18, "server.description"),
        (["server": ["hostname": "x"]], 79, "server.hostname"), (["server": ["accessIPv6": "::g"]], 79, "::g"),
        (["x": [:]], 79, "'server' is required"),
    ]

    @Test(arguments: badUpdates)
    func badUpdatesAreRefused(_ body: JSONValue, _ minor: Int, _ word: String) async throws {
        try await with { cloud in
            let answer = try await cloud.send(.put, path, body, at: minor)
            #expect(answer.status == 400)
            #expect(answer.message.contains(word), "\(answer.message)")
        }
    }

    @Test func aDeletedServerKeepsItsActions() async throws {
        try await with { cloud in
            let deleted = Samples.server(7, phase: .deleted)
            try await cloud.put(deleted.id.value, DeletedServer(server: deleted))
            try await cloud.put("\(deleted.id)/req-9", Samples.action(of: deleted.id, "req-9", "delete", at: 0))
            let path = "servers/\(deleted.id)/os-instance-actions"
            let new = try await cloud.get(path, at: 21)
            #expect(new.body["instanceActions"]?[0]?["action"] == "delete")
            let old = try await cloud.get(path, at: 20)
            #expect(old.status == 404)
            let stranger = try await cloud.get(path, as: "stranger")
            #expect(stranger.status == 404)
            let shown = try await cloud.get("servers/\(deleted.id)")
            #expect(shown.status == 404)
        }
    }

    @Test func deletionIsAcceptedAndTheServerGone() async throws {
        try await with { cloud in
            let answer = try await cloud.send(.delete, path)
            #expect(answer.status == 204)
            let again = try await cloud.send(.delete, path)
            #expect([204, 404].contains(again.status))
            let shown = try await cloud.get(path)
            #expect(shown.status == 404 || shown.body["server"]?["OS-EXT-STS:task_state"] == "deleting")
        }
    }

    @Test func metadataIsMergedReplacedAndRemoved() async throws {
        try await with { cloud in
            _ = try await cloud.send(.put, path + "/metadata", ["metadata": ["a": "1"]])
            let merged = try await cloud.post(path + "/metadata", ["metadata": ["b": "2"]])
            #expect(merged.body == ["metadata": ["a": "1", "b": "2"]])
            let put = try await cloud.send(.put, path + "/metadata/c%20d", ["meta": ["c d": "3"]])
            #expect(put.body == ["meta": ["c d": "3"]])
            let removed = try await cloud.send(.delete, path + "/metadata/a")
            #expect(removed.status == 204)
            let listed = try await cloud.get(path + "/metadata")
            #expect(listed.body == ["metadata": ["b": "2", "c d": "3"]])
        }
    }

    static let badMetadata: [(HTTPRequest.Method, String, JSONValue?, Int)] = [
        (.get, "/metadata/none", nil, 404), (.delete, "/metadata/none", nil, 404),
        (.put, "/metadata/a", ["meta": ["b": "x"]], 400), (.put, "/metadata/a", ["meta": ["a": "x", "b": "y"]], 400),
        (.put, "/metadata", ["metadata": ["a": .null]], 400), (.post, "/metadata", [:], 400),
    ]

    @Test(arguments: badMetadata)
    func badMetadataIsRefused(
        _ method: HTTPRequest.Method,
        _ part: String,
        _ body: JSONValue?,
        _ status: Int
    ) async throws {
        try await with { cloud in
            let answer = try await cloud.send(method, path + part, body)
            #expect(answer.status == status, "\(answer.body)")
        }
    }

    @Test func metadataOfABuildingServerStays() async throws {
        try await with(Samples.server(1, phase: .building(.spawning))) { cloud in
            let answer = try await cloud.post(path + "/metadata", ["metadata": ["a": "1"]])
            #expect(answer.status == 409)
        }
    }

    @Test func tagsArePutAndRemoved() async throws {
        try await with { cloud in
            let created = try await cloud.send(.put, path + "/tags/red")
            #expect(created.status == 201)
            let again = try await cloud.send(.put, path + "/tags/red")
            #expect(again.status == 204)
            let found = try await cloud.get(path + "/tags/red")
            #expect(found.status == 204)
            let missing = try await cloud.send(.delete, path + "/tags/blue")
            #expect(missing.status == 404)
            let replaced = try await cloud.send(.put, path + "/tags", ["tags": ["a", "b"]])
            #expect(replaced.body == ["tags": ["a", "b"]])
            let cleared = try await cloud.send(.delete, path + "/tags")
            #expect(cleared.status == 204)
            let listed = try await cloud.get(path + "/tags")
            #expect(listed.body == ["tags": []])
            let old = try await cloud.get(path + "/tags", at: 25)
            #expect(old.status == 404)
        }
    }

    @Test(
        arguments: [
            ["tags": ["a/b"]], ["tags": [""]], ["tags": "a"],
            ["tags": .array((0..<51).map { .string("t\($0)") })],
        ] as [JSONValue]
    )
    func badTagsAreRefused(_ body: JSONValue) async throws {
        try await with { cloud in
            let answer = try await cloud.send(.put, path + "/tags", body)
            #expect(answer.status == 400)
        }
    }

    @Test(arguments: ["/ips/nowhere", "/os-interface/x", "/os-volume_attachments/x", "/os-instance-actions/x"])
    func missingPartsAreNotFound(_ part: String) async throws {
        try await with { cloud in
            let answer = try await cloud.get(path + part)
            #expect(answer.status == 404)
        }
    }
}
