import Demands
import GuestDesign
import Model

extension GuestRequest {
    /// A small server on a small host, with what a test wants different.
    static func sample(
        specs: [String: String] = [:], properties: [String: String] = [:], vcpus: Int = 1,
        _ change: (inout GuestRequest) -> Void = { _ in }
    ) throws -> GuestRequest {
        let flavor = Flavor(id: ID("1"), name: "m1", vcpus: vcpus, memoryMiB: 512, rootGiB: 1, extraSpecs: specs)
        let image = Image(
            id: ID("155d900f-4e14-4e4c-a73d-069cbf4541e6"), name: "cirros", owner: nil, status: .active, size: 1,
            diskFormat: "qcow2", containerFormat: "bare", properties: properties)
        var request = GuestRequest(
            identity: MachineIdentity(
                server: ID("856bb4be-8b8d-5c0a-9613-3228c3539bd8"), number: 912, name: "web", hostname: "web",
                project: ID("p"), projectName: "demo", user: ID("u"), userName: "ada",
                createdAt: Timestamp(seconds: 1_700_000_000)),
            flavor: flavor, image: image, demands: try Demands(flavor: flavor, image: image),
            disks: [BlockDevice(name: "disk", source: .image(image.id), sizeBytes: 1 << 30, bootIndex: 0)],
            configDrive: false, ports: [], software: GuestSoftware(version: "1"), settings: HostSettings(),
            capabilities: .sample)
        change(&request)
        return request
    }
}

extension HostCapabilities {
    static var sample: HostCapabilities {
        let machines = [
            GuestArchitecture.Machine(name: "pc", canonical: "pc-i440fx-7.2"),
            GuestArchitecture.Machine(name: "pc-i440fx-7.2"),
            GuestArchitecture.Machine(name: "q35", canonical: "pc-q35-7.2"),
            GuestArchitecture.Machine(name: "pc-q35-7.2"),
        ]
        var host = HostCapabilities(
            architecture: "x86_64", hostUUID: "6cd64216-f2f8-4b8f-82bc-41f706bd52a8", libvirtVersion: Version(9, 0, 0),
            qemuVersion: Version(7, 2, 0),
            guests: [
                GuestArchitecture(
                    name: "x86_64", emulator: "/usr/bin/qemu-system-x86_64", machines: machines,
                    domainTypes: ["qemu", "kvm"])
            ],
            domains: [
                DomainCapabilities(
                    architecture: "x86_64", machine: "pc-i440fx-7.2", domainType: "qemu", supportsUEFI: true,
                    cpuModels: ["Nehalem"], videoModels: ["vga", "virtio"]),
                DomainCapabilities(
                    architecture: "x86_64", machine: "pc-q35-7.2", domainType: "qemu", supportsUEFI: true,
                    supportsSecureBoot: true, videoModels: ["vga", "virtio"]),
            ])
        host.firmware = [
            Firmware(
                loader: "/secure.fd", nvramTemplate: "/secure.vars",
                targets: [Firmware.Target(architecture: "x86_64", machines: ["pc-q35-*"])],
                features: ["secure-boot", "requires-smm"]),
            Firmware(
                loader: "/plain.fd", nvramTemplate: "/plain.vars",
                targets: [Firmware.Target(architecture: "x86_64", machines: ["pc-i440fx-*", "pc-q35-*"])],
                features: []),
        ]
        return host
    }
}

extension Port {
    static func sample(
        _ type: String = "bridge", bridge: String? = "br0", details: [String: String] = [:],
        vnic: String = "normal", profile: [String: String] = [:]
    ) -> Port {
        Port(
            id: ID("145d7128-b8c4-5611-ac4a-5cd279889412"),
            network: Network(id: ID("n"), name: "private", owner: ID("p"), isShared: false, mtu: 1450),
            mac: "fa:16:3e:00:00:01",
            addresses: [
                FixedAddress(
                    subnet: ID("s"), address: "10.0.10.11", version: .ipv4, cidr: "10.0.10.0/24", gateway: nil),
                FixedAddress(subnet: ID("s6"), address: "fd00::1", version: .ipv6, cidr: "fd00::/64", gateway: nil),
            ],
            device: nil, owner: ID("p"),
            binding: PortBinding(vifType: type, vnicType: vnic, bridge: bridge, details: details, profile: profile),
            isOwnedByServer: true)
    }
}

extension Version {
    /// The newest that is older; no part of a version is greater than 999.
    var before: Version {
        if micro > 0 { return Version(major, minor, micro - 1) }
        return minor > 0 ? Version(major, minor - 1, 999) : Version(major - 1, 999, 999)
    }
}
