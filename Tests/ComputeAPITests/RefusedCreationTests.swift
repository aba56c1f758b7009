import HTTPTypes
import JSON
import Model
import Store
import Testing
import Workflow

/// What a request for a server may not be, and the answer that says so.
@Suite struct RefusedCreationTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let change: [JSONValue.Member]
        let status: Int
        let words: [String]
        var version = 79

        init(_ change: JSONValue, answers status: Int = 400, at version: Int = 79, _ words: String...) {
            self.change = change.members ?? []
            self.status = status
            self.words = words
            self.version = version
        }

        var testDescription: String { "\(change.map(\.name)) at 2.\(version): \(words)" }
    }

    static let refusals: [Refusal] = [
        Refusal(["name": ""], "server.name", "1 to 255"),
        Refusal(["name": " x"], "server.name", "space", " x"),
        Refusal(["name": "a\u{7}b"], "server.name", "printable"),
        Refusal(["name": 5], "server.name", "string", "5"),
        Refusal(["flavorRef": "99"], "Flavor 99 could not be found"),
        Refusal(["flavorRef": []], "server.flavorRef"),
        Refusal(["imageRef": "x"], "server.imageRef", "UUID", "x"),
        Refusal(["imageRef": "11111111-1111-1111-1111-111111111111"], "Can not find requested image"),
        Refusal(["imageRef": ""], "Block device mapping is invalid"),
        Refusal(["networks": .null], "server.networks", "missing"),
        Refusal(["networks": "all"], "server.networks", "'auto', 'none'", "all"),
        Refusal(["networks": [[:]]], "server.networks[0].uuid"),
        Refusal(["networks": [["uuid": "x"]]], "server.networks[0].uuid", "UUID"),
        Refusal(["networks": [["uuid": "22222222-2222-2222-2222-222222222222"]]], "Network", "could not be found"),
        Refusal(
            ["networks": [["uuid": .string(FakeNetworks.network.id.value), "fixed_ip": "1.2.3"]]],
            "server.networks[0].fixed_ip",
            "IP address",
            "1.2.3"
        ),
        Refusal(
            ["networks": [["port": "22222222-2222-2222-2222-222222222222", "fixed_ip": "1.2.3.4"]]],
            "Fixed IP",
            "1.2.3.4"
        ),
        Refusal(["networks": [["uuid": .string(FakeNetworks.network.id.value), "x": 1]]], "server.networks[0].x"),
        Refusal(["networks": "auto"], at: 36, "server.networks", "array"),
        Refusal(["min_count": 0], "server.min_count", "between 1", "0"),
        Refusal(["min_count": 3, "max_count": 2], "min_count must be <= max_count"),
        Refusal(["max_count": 5000], "server.max_count", "5000"),
        Refusal(["user_data": "***"], "server.user_data", "base64"),
        Refusal(["user_data": .string(String(repeating: "A", count: 65_536))], "server.user_data", "65535"),
        Refusal(["metadata": ["a/b": "c"]], "server.metadata", "a/b"),
        Refusal(["metadata": ["a": 1]], "server.metadata.a", "string"),
        Refusal(["metadata": ["a": .string(String(repeating: "v", count: 256))]], "server.metadata.a", "255"),
        Refusal(["key_name": "nokey"], "Invalid key_name", "nokey"),
        Refusal(["config_drive": "maybe"], "server.config_drive", "boolean", "maybe"),
        Refusal(["accessIPv4": "1.2.3.400"], "server.accessIPv4", "IPv4"),
        Refusal(["accessIPv6": "1.2.3.4"], "server.accessIPv6", "IPv6"),
        Refusal(["OS-DCF:diskConfig": "SOME"], "OS-DCF:diskConfig", "SOME"),
        Refusal(["availability_zone": "mars"], "availability zone 'mars'"),
        Refusal(["availability_zone": "nova:host1"], "server.availability_zone", "nova:host1"),
        Refusal(["host": "host1"], answers: 403, "requested_destination"),
        Refusal(["host": "host1"], at: 73, "server.host", "unexpected"),
        Refusal(["tags": ["a,b"]], "server.tags", "a,b"),
        Refusal(["tags": ["x"]], at: 51, "server.tags", "unexpected"),
        Refusal(["description": "x"], at: 18, "server.description", "unexpected"),
        Refusal(["description": .string(String(repeating: "d", count: 256))], "server.description", "255"),
        Refusal(["security_groups": [["id": "x"]]], "server.security_groups[0].name"),
        Refusal(["personality": []], "server.personality", "unexpected"),
        Refusal(["personality": [["path": "/x", "contents": ""]]], at: 56, "server.personality", "user_data"),
        Refusal(["trusted_image_certificates": ["x"]], "trusted_image_certificates"),
        Refusal(
            ["block_device_mapping_v2": [["source_type": "volume", "destination_type": "volume", "boot_index": 0]]],
            "Block Device Mapping is Invalid",
            "'volume'"
        ),
        Refusal(["block_device_mapping": [["volume_id": "x"]]], "Block Device Mapping is Invalid"),
        Refusal(
            [
                "block_device_mapping_v2": [
                    [
                        "source_type": "image", "destination_type": "local", "boot_index": 0,
                        "uuid": "11111111-1111-1111-1111-111111111111",
                    ]
                ]
            ],
            "Block Device Mapping is Invalid",
            "11111111"
        ),
        Refusal(["hostname": "x"], "server.hostname", "unexpected"),
        Refusal(["nonsense": 1], "server.nonsense", "unexpected"),
    ]

    @Test(arguments: refusals)
    func isAnsweredWithMemberAndValue(_ refusal: Refusal) async throws {
        try await TestCloud.run { cloud in
            try await cloud.put(Samples.flavor)
            let answer = try await cloud.post(
                "servers",
                Self.body(refusal.change, refusal.version),
                at: refusal.version
            )
            #expect(answer.status == refusal.status, "\(answer.body)")
            for word in refusal.words { #expect(answer.message.contains(word), "\(answer.message)") }
            #expect(cloud.replicas.servers.count == 0)
        }
    }

    /// A request that would pass, with some of its members changed.
    static func body(_ change: [JSONValue.Member], _ version: Int = 79) -> JSONValue {
        var members: [JSONValue.Member] = [
            JSONValue.Member("name", "web"), JSONValue.Member("imageRef", .string(FakeImages.image.id.value)),
            JSONValue.Member("flavorRef", "1"),
        ]
        if version >= 37 { members.append(JSONValue.Member("networks", "none")) }
        members.removeAll { member in change.contains { $0.name == member.name } }
        return ["server": .object(members + change)]
    }

    @Test func bodiesThatAreNoRequestAreRefused() async throws {
        try await TestCloud.run { cloud in
            for (body, words) in [
                ([], "must be an object"), ([:], "'server' is required"),
                (["server": ["name": "x", "flavorRef": "1", "networks": "none"], "x": 1], "'x' was unexpected"),
            ] as [(JSONValue, String)] {
                let answer = try await cloud.post("servers", body)
                #expect(answer.status == 400)
                #expect(answer.message.contains(words), "\(answer.message)")
            }
            let empty = try await cloud.send(.post, "servers")
            #expect(empty.message.contains("JSON body is expected"))
            let huge: JSONValue = ["server": ["name": .string(String(repeating: "n", count: 600_000))]]
            let refused = try await cloud.post("servers", huge)
            #expect(refused.status == 413)
        }
    }

    @Test(arguments: [
        ("instances", "instances", 1), ("cores", "cores", 1), ("ram", "ram", 600),
    ])
    func moreThanTheQuotaIsForbidden(_ resource: String, _ word: String, _ limit: Int) async throws {
        try await TestCloud.run(settings: { settings in
            switch resource {
            case "instances": settings.quota.instances = limit
            case "cores": settings.quota.cores = limit
            default: settings.quota.ram = limit
            }
        }) { cloud in
            try await cloud.put(Samples.flavor)
            let first = try await cloud.post("servers", Self.body([]))
            #expect(first.status == 202)
            let second = try await cloud.post("servers", Self.body([]))
            #expect(second.status == 403)
            #expect(second.message.contains("Quota exceeded for \(word)"))
        }
    }

    @Test func moreMetadataThanTheQuotaIsForbidden() async throws {
        try await TestCloud.run(settings: { $0.quota.metadataItems = 1 }) { cloud in
            try await cloud.put(Samples.flavor)
            let change: JSONValue = ["metadata": ["a": "1", "b": "2"]]
            let answer = try await cloud.post("servers", Self.body(change.members ?? []))
            #expect(answer.status == 403)
            #expect(answer.message.contains("metadata_items"))
        }
    }
}
