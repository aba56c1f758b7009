import JSON
import Testing

@Suite("Bodies by the thousand that nobody in earnest sends", .enabled(if: SimulatedService.binary != nil), .serialized)
struct MalformedBodyTests {
    private static let absent = "11111111-2222-3333-4444-555555555555"

    /// Bodies that are well formed; what they name is absent, so that even an unchanged one makes little.
    private static let requests: [(method: String, path: String, body: JSONValue)] = [
        (
            "POST", "/compute/v2.1/servers",
            [
                "server": [
                    "name": "a", "imageRef": .string(absent), "flavorRef": "1", "networks": [["uuid": .string(absent)]],
                    "metadata": ["a": "b"], "min_count": 1, "user_data": "aGFsbG8=", "key_name": "k",
                    "security_groups": [["name": "default"]],
                    "block_device_mapping_v2": [
                        ["boot_index": 0, "uuid": .string(absent), "source_type": "image", "destination_type": "local"]
                    ],
                ]
            ]
        ),
        ("POST", "/compute/v2.1/servers/\(absent)/action", ["reboot": ["type": "HARD"]]),
        ("PUT", "/compute/v2.1/servers/\(absent)", ["server": ["name": "b"]]),
        (
            "POST", "/compute/v2.1/flavors",
            ["flavor": ["name": "f", "id": "f", "ram": 64, "vcpus": 1, "disk": 1, "rxtx_factor": .number(1)]]
        ),
        ("POST", "/compute/v2.1/flavors/1/os-extra_specs", ["extra_specs": ["hw:cpu_policy": "shared"]]),
        ("POST", "/compute/v2.1/os-keypairs", ["keypair": ["name": "k", "public_key": "ssh-rsa AAAA x"]]),
        ("PUT", "/compute/v2.1/os-quota-sets/\(absent)", ["quota_set": ["cores": 10, "ram": 1000, "force": true]]),
        ("POST", "/image/v2/images", ["name": "i", "disk_format": "raw", "container_format": "bare", "tags": ["a"]]),
        (
            "POST", "/network/v2.0/subnets",
            [
                "subnet": [
                    "network_id": .string(absent), "ip_version": 4, "cidr": "10.0.0.0/24",
                    "dns_nameservers": ["10.0.0.2"],
                    "allocation_pools": [["start": "10.0.0.5", "end": "10.0.0.9"]],
                ]
            ]
        ),
        (
            "POST", "/network/v2.0/ports",
            ["port": ["network_id": .string(absent), "fixed_ips": [["ip_address": "10.0.0.7"]]]]
        ),
        (
            "POST", "/network/v2.0/security-group-rules",
            [
                "security_group_rule": [
                    "security_group_id": .string(absent), "direction": "ingress", "protocol": "tcp",
                    "port_range_min": 1,
                    "port_range_max": 9, "remote_ip_prefix": "10.0.0.0/8",
                ]
            ]
        ),
        ("POST", "/identity/v3/projects", ["project": ["name": "p", "domain_id": "default", "enabled": true]]),
    ]

    private func send(_ bytes: [UInt8], on wire: inout Wire, _ service: SimulatedService) throws -> HTTPAnswer {
        if wire.isClosed { wire = try service.open() }
        wire.send(bytes)
        return try #require(wire.answer(), "not answered: \(String(decoding: bytes.suffix(600), as: UTF8.self))")
    }

    @Test("5,000 bodies that are no JSON are answered with 400 in the service's form, on a connection that stays")
    func malformed() throws {
        let service = try SimulatedService(["VIREO_LOG_LEVEL": "error"])
        try service.logIn()
        var mutation = Mutation(seed: 20_261_124)
        let wire = try service.open()
        var memory = 0
        for round in 0..<5000 {
            if round == 1000 { memory = service.memory }
            let (method, path, body) = Self.requests[round % Self.requests.count]
            let bytes = mutation.malformed(body.encoded)
            wire.send(service.request(method, path, bytes))
            let answer = try #require(wire.answer(), "round \(round): \(String(decoding: bytes, as: UTF8.self))")
            guard answer.status == 400, answer.isError(of: path) else {
                Issue.record("round \(round) of \(path): \(answer.status) \(String(decoding: bytes, as: UTF8.self))")
                continue
            }
        }
        let growth = service.memory - memory
        print("4,000 bodies that are no JSON: \(growth) KiB more")
        #expect(growth < 4096)
        #expect(!wire.isClosed)
        wire.send(service.request("GET", "/readyz", nil))
        #expect(wire.answer()?.status == 200)
        #expect(service.logText == "")
    }

    @Test("5,000 documents with odd parts are taken or refused with 4xx in the service's form")
    func odd() throws {
        let service = try SimulatedService(["VIREO_LOG_LEVEL": "error"])
        try service.logIn()
        var mutation = Mutation(seed: 24_112_026)
        var wire = try service.open()
        var taken = 0
        for round in 0..<5000 {
            let (method, path, body) = Self.requests[round % Self.requests.count]
            let bytes = mutation.odd(body).encoded
            let answer = try send(service.request(method, path, bytes), on: &wire, service)
            if (200..<300).contains(answer.status) {
                taken += 1
            } else if !(400..<500).contains(answer.status) || !answer.isError(of: path) {
                Issue.record(
                    "\(path): \(answer.status) \(String(decoding: answer.bytes, as: UTF8.self)) to \(String(decoding: bytes.prefix(1000), as: UTF8.self))"
                )
            }
        }
        #expect(taken < 1500, "\(taken) taken: the changes are too weak")
        #expect(!service.logText.contains(" error "), "\(service.logText.prefix(2000))")
    }

    private static let otherTypes = [
        "text/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "image/png", "json",
    ]

    @Test("A body that says it is no JSON is refused with 415, and nothing is read into it")
    func contentType() throws {
        let service = try SimulatedService(["VIREO_LOG_LEVEL": "error"])
        try service.logIn()
        let wire = try service.open()
        // Of a project that is not there the quotas are refused before the body is looked at.
        for (method, path, body) in Self.requests where !path.contains("os-quota-sets") {
            for type in Self.otherTypes {
                wire.send(service.request(method, path, body.encoded, type: type))
                let answer = try #require(wire.answer())
                #expect(answer.status == 415 && answer.isError(of: path), "\(path) as \(type): \(answer.status)")
            }
        }
    }
}
