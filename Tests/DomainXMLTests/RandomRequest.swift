import JSON

/// A written request made of any combination of flavor, extra specs, properties, settings and devices.
struct RandomRequest {
    private var numbers: RandomNumbers
    let bytes: [UInt8]

    init(seed: UInt64) {
        numbers = RandomNumbers(seed: seed)
        let vcpus = numbers.pick([1, 2, 3, 4, 8])
        let flavor: JSONValue = [
            "name": "f", "flavorid": "1", "vcpus": JSONValue(vcpus),
            "memory_mb": JSONValue(numbers.pick([512, 1024, 2048, 3000])), "root_gb": 1, "ephemeral_gb": 0, "swap": 0,
            "extra_specs": JSONValue(Self.some(of: RandomValues.specs, &numbers)),
        ]
        let image: JSONValue = [
            "id": "155d900f-4e14-4e4c-a73d-069cbf4541e6", "name": "i", "disk_format": "qcow2",
            "container_format": "bare", "properties": JSONValue(Self.some(of: RandomValues.properties, &numbers)),
        ]
        var conf: [JSONValue.Member] = []
        for (name, values) in RandomValues.settings where numbers.happens(one: 20) {
            conf.append(JSONValue.Member(name, numbers.pick(values)))
        }
        let document: JSONValue = [
            "host": JSONValue(numbers.pick(["numa", "numa", "real"])), "flavor": flavor, "image": image,
            "conf": .object(conf), "instance": RandomValues.instance,
            "block_device_mappings": .array(Self.disks(&numbers)), "network_info": .array(Self.ports(&numbers)),
        ]
        bytes = document.encoded
    }

    private static func some(of pools: [(String, [String])], _ numbers: inout RandomNumbers) -> [String: String] {
        let density = numbers.pick([8, 20, 60] as [UInt64])
        var chosen: [String: String] = [:]
        for (name, values) in pools where numbers.happens(one: density) { chosen[name] = numbers.pick(values) }
        return chosen
    }

    private static func disks(_ numbers: inout RandomNumbers) -> [JSONValue] {
        let bus = JSONValue(numbers.pick([nil, nil, nil, "virtio", "scsi", "sata", "ide", "usb", "xen"]))
        var disks: [JSONValue] = [
            [
                "source_type": "image", "destination_type": "local", "boot_index": 0, "disk_bus": bus,
                "image_id": "155d900f-4e14-4e4c-a73d-069cbf4541e6", "device_type": "disk",
            ]
        ]
        if numbers.happens(one: 3) {
            disks.append([
                "source_type": "blank", "destination_type": "local", "volume_size": 1,
                "guest_format": JSONValue(numbers.pick([nil, "swap"])),
            ])
        }
        for index in 0..<numbers.pick([0, 0, 1, 2]) {
            disks.append([
                "source_type": "volume", "destination_type": "volume", "disk_bus": bus,
                "device_type": JSONValue(numbers.pick([nil, "disk", "cdrom", "lun"])),
                "connection_info": [
                    "driver_volume_type": JSONValue(numbers.pick(["iscsi", "local", "nvmeof", "scaleio"])),
                    "serial": "e6f403f8-3b72-5be8-a4c6-c1b49268e5a4",
                    "data": ["device_path": JSONValue("/dev/sd\(index)"), "access_mode": "rw"],
                ],
            ])
        }
        return disks
    }

    private static func ports(_ numbers: inout RandomNumbers) -> [JSONValue] {
        (0..<numbers.pick([0, 1, 1, 2])).map { index in
            [
                "id": JSONValue("145d7128-b8c4-5611-ac4a-5cd27988941\(index)"),
                "address": JSONValue("fa:16:3e:00:00:0\(index)"),
                "type": JSONValue(numbers.pick(["ovs", "bridge", "tap", "vhostuser", "ovs", "midonet"])),
                "vnic_type": "normal", "delegate_create": .bool(numbers.happens(one: 2)),
                "details": [
                    "vhostuser_socket": "/run/vhu", "vhostuser_mode": "server",
                    "ovs_hybrid_plug": .bool(numbers.happens(one: 2)),
                ],
                "network": [
                    "id": "bf7f6f0e-8d32-4d07-9a5d-1f9a9c9c5a01", "bridge": "br-int", "label": "private",
                    "meta": ["mtu": 1450],
                ],
            ]
        }
    }
}
