import HTTPTypes
import JSON
import Model
import Store
import Testing
import Workflow

/// What becomes of a request for a server.
@Suite struct CreationTests {
    private func create(
        _ change: JSONValue,
        as caller: String = "member",
        at minor: Int = 79,
        then check: @escaping @Sendable (TestCloud, Answer, Server) async throws -> Void
    ) async throws {
        try await TestCloud.run { cloud in
            try await cloud.put(Samples.flavor)
            let body = RefusedCreationTests.body(change.members ?? [], minor)
            let answer = try await cloud.post("servers", body, as: caller, at: minor)
            #expect(answer.status == 202, "\(answer.body)")
            let server = try #require(cloud.replicas.servers.all().first?.value)
            try await check(cloud, answer, server)
        }
    }

    @Test func theServerIsShownByTheNextRequest() async throws {
        try await create([:]) { cloud, answer, server in
            let id = try #require(answer.body["server"]?["id"]?.stringValue)
            #expect(id == server.id.value)
            #expect(answer.headers[.location] == "http://localhost/compute/v2.1/servers/\(id)")
            let listed = try await cloud.get("servers/detail")
            #expect(listed.body["servers"]?[0]?["id"] == .string(id))
            #expect(["BUILD", "ERROR"].contains(listed.body["servers"]?[0]?["status"]?.stringValue))
        }
    }

    @Test func aPasswordIsMadeOrTheGivenOneEchoed() async throws {
        try await create([:]) { _, answer, _ in
            #expect(answer.body["server"]?["adminPass"]?.stringValue?.count == 16)
        }
        try await create(["adminPass": "secret"]) { _, answer, _ in
            #expect(answer.body["server"]?["adminPass"] == "secret")
        }
    }

    @Test(arguments: [
        ("hw:numa_nodes", "2"), ("hw:cpu_policy", "dedicated"), ("hw:mem_page_size", "large"),
    ])
    func cellsThatNoHostHasEndInAnError(spec: String, value: String) async throws {
        try await TestCloud.run { cloud in
            try await cloud.addHost()
            var flavor = Samples.flavor
            flavor.vcpus = 2
            flavor.extraSpecs[spec] = value
            try await cloud.put(flavor)
            let (_, changes) = cloud.replicas.servers.follow()
            let answer = try await cloud.post("servers", RefusedCreationTests.body([], 79), as: "member", at: 79)
            #expect(answer.status == 202)
            for await case .put(let stored, _) in changes where stored.value.phase.status == "ERROR" {
                #expect(stored.value.fault?.message.contains("1 by NUMATopologyFilter") == true)
                break
            }
        }
    }

    /// What would be dropped in silence; and what says nothing, or is read by the rules for processors.
    @Test(arguments: [
        ("pci_passthrough:alias", "gpu:1", 400), ("trait:HW_CPU_X86_AVX2", "required", 400),
        ("trait1:CUSTOM_GOLD", "required", 400), ("resources:VGPU", "1", 400), ("capabilities:vcpus", ">= 4", 400),
        ("trait:HW_CPU_X86_AVX2", "forbidden", 202), ("resources:VCPU", "1", 202),
        ("hw:pci_numa_affinity_policy", "required", 202), ("aggregate_instance_extra_specs:ssd", "true", 202),
    ])
    func wishesThatNobodyCarriesOutAreRefused(spec: String, value: String, status: Int) async throws {
        try await TestCloud.run { cloud in
            var flavor = Samples.flavor
            flavor.extraSpecs[spec] = value
            try await cloud.put(flavor)
            let answer = try await cloud.post("servers", RefusedCreationTests.body([], 79), as: "member", at: 79)
            #expect(answer.status == status, "\(answer.body)")
            if status == 400 { #expect(answer.message.contains("\(spec)=\(value)")) }
        }
    }

    @Test func contradictoryCellsAreRefused() async throws {
        try await TestCloud.run { cloud in
            var flavor = Samples.flavor
            flavor.extraSpecs = ["hw:cpu_policy": "shared", "hw:cpu_thread_policy": "isolate"]
            try await cloud.put(flavor)
            let answer = try await cloud.post("servers", RefusedCreationTests.body([], 79), as: "member", at: 79)
            #expect(answer.status == 400)
            #expect(answer.body["badRequest"]?["message"]?.stringValue?.contains("hw:cpu_thread_policy") == true)
            #expect(cloud.replicas.servers.all().isEmpty)
        }
    }

    @Test func everyMemberIsKept() async throws {
        let wanted: JSONValue = [
            "description": "a web server", "tags": ["red", "blue", "red"], "metadata": ["role": "web"],
            "accessIPv4": "1.2.3.4", "accessIPv6": "fe80::1", "OS-DCF:diskConfig": "MANUAL", "config_drive": true,
            "security_groups": [["name": "web"]], "user_data": "aGVsbG8=",
            "networks": [["uuid": .string(FakeNetworks.network.id.value), "fixed_ip": "192.168.1.9", "tag": "nic"]],
        ]
        try await create(wanted) { cloud, answer, server in
            #expect(server.description == "a web server")
            #expect(server.tags == ["red", "blue"])
            #expect(server.metadata == ["role": "web"])
            #expect(server.accessIPv4 == "1.2.3.4" && server.accessIPv6 == "fe80::1")
            #expect(server.diskConfig == .manual && server.configDrive)
            #expect(answer.body["server"]?["security_groups"]?[0]?["name"] == "web")
            let interface = try #require(server.interfaces.first)
            #expect(interface.request == .network(FakeNetworks.network.id, fixedAddress: "192.168.1.9"))
            #expect(interface.tag == "nic")
            let data = try await cloud.store.get(UserData.key(of: server.id))
            #expect(data.map { String(decoding: $0.value, as: UTF8.self) } == "hello")
        }
    }

    @Test func theImageMayStandInTheBlockDeviceMappingAlone() async throws {
        let image = JSONValue.string(FakeImages.image.id.value)
        try await create([
            "imageRef": "",
            "block_device_mapping_v2": [
                [
                    "source_type": "image", "destination_type": "local", "boot_index": "0", "uuid": image,
                    "delete_on_termination": true,
                ]
            ],
        ]) { _, _, server in #expect(server.image?.id == FakeImages.image.id) }
    }

    @Test func flavorsAreReferredToByUrlAndNumber() async throws {
        try await create(["flavorRef": "http://openstack.example.com/flavors/1"]) { _, _, server in
            #expect(server.flavor.id.value == "1")
        }
        try await create(["flavorRef": 1]) { _, _, server in #expect(server.flavor.id.value == "1") }
    }

    @Test func manyServersAreMadeUnderOneReservation() async throws {
        try await create(["min_count": 3, "return_reservation_id": true]) { cloud, answer, server in
            #expect(answer.body == ["reservation_id": .string(server.reservationID)])
            let found = try await cloud.get(
                "servers?reservation_id=\(server.reservationID)&sort_key=display_name&sort_dir=asc"
            )
            let names = found.body["servers"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
            #expect(names == ["web-1", "web-2", "web-3"])
        }
    }

    @Test func emptyPersonalityAndHintsPass() async throws {
        try await create(["personality": []], at: 56) { _, _, _ in }
        try await TestCloud.run { cloud in
            try await cloud.put(Samples.flavor)
            let members = RefusedCreationTests.body([]).members ?? []
            let hints = JSONValue.Member("os:scheduler_hints", ["group": "x"])
            let answer = try await cloud.post("servers", .object(members + [hints]))
            #expect(answer.status == 202)
        }
    }

    @Test func theActionOfTheCreationIsListed() async throws {
        try await create([:]) { cloud, answer, server in
            let request = try #require(answer.headers[values: .computeRequest].first)
            let actions = try await cloud.get("servers/\(server.id)/os-instance-actions")
            #expect(actions.body["instanceActions"]?[0]?["action"] == "create")
            #expect(actions.body["instanceActions"]?[0]?["request_id"] == .string(request))
        }
    }
}

extension HTTPField.Name {
    static let computeRequest = HTTPField.Name("x-compute-request-id") ?? .date
}
