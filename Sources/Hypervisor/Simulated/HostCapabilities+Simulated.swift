package import GuestDesign

extension HostCapabilities {
    /// A small x86-64 host under plain emulation.
    package static var simulated: HostCapabilities {
        HostCapabilities(
            architecture: "x86_64", hostUUID: nil, libvirtVersion: Version(9, 0, 0), qemuVersion: Version(7, 2, 0),
            guests: [
                GuestArchitecture(
                    name: "x86_64", emulator: "/usr/bin/qemu-system-x86_64",
                    machines: [
                        GuestArchitecture.Machine(name: "pc", canonical: "pc-i440fx-7.2"),
                        GuestArchitecture.Machine(name: "q35", canonical: "pc-q35-7.2"),
                    ], domainTypes: ["qemu"])
            ],
            domains: [
                DomainCapabilities(
                    architecture: "x86_64", machine: "pc-i440fx-7.2", domainType: "qemu",
                    cpuModels: ["qemu64"], videoModels: ["virtio", "vga", "cirrus"]),
                DomainCapabilities(
                    architecture: "x86_64", machine: "pc-q35-7.2", domainType: "qemu", supportsUEFI: true,
                    cpuModels: ["qemu64"], videoModels: ["virtio", "vga", "cirrus"]),
            ])
    }
}
