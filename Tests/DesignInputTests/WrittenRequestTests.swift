import DesignInput
import GuestDesign
import JSON
import Model
import Testing

@Suite("Requests written down")
struct WrittenRequestTests {
    private static let host = HostCapabilities(
        architecture: "x86_64", hostUUID: nil, libvirtVersion: Version(9, 0, 0), qemuVersion: Version(7, 2, 0),
        guests: [], domains: [])

    private func request(_ members: JSONValue.Member...) throws -> GuestRequest {
        let usual: [JSONValue.Member] = [
            JSONValue.Member(
                "flavor",
                [
                    "name": "f", "flavorid": "1", "vcpus": 1, "memory_mb": 512, "root_gb": 1, "ephemeral_gb": 2,
                    "swap": 64,
                ]),
            JSONValue.Member("image", ["id": "155d900f-4e14-4e4c-a73d-069cbf4541e6", "properties": [:]]),
            JSONValue.Member(
                "instance",
                [
                    "uuid": "856bb4be-8b8d-5c0a-9613-3228c3539bd8", "id": 912, "display_name": "a", "hostname": "a",
                    "project_id": "p", "project_name": "demo", "user_id": "u", "user_name": "ada",
                ]),
        ]
        return try DesignInput(JSONValue.object(usual + members).encoded) { _ in Self.host }.request
    }

    @Test("A request that says nothing of disks has those of its image and its flavor")
    func disks() throws {
        let disks = try request().disks
        #expect(disks.map(\.name) == ["disk", "disk.eph0", "disk.swap"])
        #expect(disks.map(\.sizeBytes) == [0, 2 << 30, 64 << 20])
        #expect(disks.map(\.bootIndex) == [0, nil, nil])
        #expect(try request(JSONValue.Member("block_device_mappings", [])).disks == [])
    }

    @Test("Volumes come in the order of what they are made of")
    func volumes() throws {
        let mappings = ["blank", "image", "volume", "snapshot", "volume"].enumerated().map { index, source in
            JSONValue.object([
                JSONValue.Member("source_type", .string(source)), JSONValue.Member("destination_type", "volume"),
                JSONValue.Member(
                    "connection_info",
                    [
                        "driver_volume_type": "local", "serial": .string("\(source)\(index)"),
                        "data": ["device_path": "/dev/sdb"],
                    ]),
            ])
        }
        let volumes = try request(JSONValue.Member("block_device_mappings", .array(mappings))).volumes
        #expect(volumes.map(\.serial) == ["volume2", "volume4", "snapshot3", "image1", "blank0"])
    }

    @Test("A device of a kind that nobody knows, and a volume whose secret nobody knows, are refused")
    func refusedVolumes() throws {
        func volume(_ device: String, _ settings: JSONValue = [:]) throws -> AttachedVolume {
            let mapping: JSONValue = [
                "source_type": "volume", "destination_type": "volume", "device_type": .string(device),
                "connection_info": [
                    "driver_volume_type": "rbd",
                    "data": ["name": "v/1", "auth_enabled": true, "auth_username": "cinder", "secret_uuid": nil],
                ],
            ]
            let mappings = JSONValue.Member("block_device_mappings", [mapping])
            let made = try request(mappings, JSONValue.Member("conf", settings))
            return made.volumes[0]
        }
        let secret = "457eb676-33da-42ec-9a8c-9293d545c337"
        let host: JSONValue = ["libvirt.rbd_user": "nova", "libvirt.rbd_secret_uuid": .string(secret)]
        let auth = StorageAuth(user: "nova", secretUUID: secret)
        #expect(try volume("disk", host).source == .network(protocol: "rbd", name: "v/1", hosts: [], auth: auth))
        #expect(throws: DesignInputError.self) { try volume("disk") }
        #expect(throws: DesignInputError.self) { try volume("flash", host) }
    }

    @Test("A port that does not say who makes it is made by libvirt")
    func delegation() throws {
        func delegated(_ value: JSONValue) throws -> String? {
            let port: JSONValue = [
                "id": "145d7128-b8c4-5611-ac4a-5cd279889412", "address": "fa:16:3e:00:00:01", "type": "ovs",
                "delegate_create": value, "network": ["id": "bf7f6f0e-8d32-4d07-9a5d-1f9a9c9c5a01"],
            ]
            return try request(JSONValue.Member("network_info", [port])).ports[0].binding?.details["delegate_create"]
        }
        #expect(try delegated(true) == "true")
        #expect(try delegated(false) == "false")
        #expect(try delegated(nil) == "false")
    }
}
