package import GuestDesign
internal import Model

extension HostCapabilities {
    /// A small x86-64 host of two NUMA cells under plain emulation.
    package static var simulated: HostCapabilities {
        simulated(cells: 2, cores: 2, smallPagesMiB: 8192, hugePages: 1024)
    }

    /// Such a host of other cells: cores of two threads each, pages of 4 KiB and 2 MiB.
    package static func simulated(
        cells: Int, cores: Int, smallPagesMiB: Int, hugePages: Int
    ) -> HostCapabilities {
        var host = HostCapabilities(
            architecture: "x86_64", hostUUID: nil, libvirtVersion: Version(10, 0, 0), qemuVersion: Version(8, 2, 2),
            guests: [
                GuestArchitecture(
                    name: "x86_64", emulator: "/usr/bin/qemu-system-x86_64",
                    machines: [
                        GuestArchitecture.Machine(name: "pc", canonical: "pc-i440fx-8.2"),
                        GuestArchitecture.Machine(name: "q35", canonical: "pc-q35-8.2"),
                    ], domainTypes: ["qemu"])
            ],
            domains: [
                DomainCapabilities(
                    architecture: "x86_64", machine: "pc-i440fx-8.2", domainType: "qemu",
                    cpuModels: ["qemu64"], videoModels: ["virtio", "vga", "cirrus"]),
                DomainCapabilities(
                    architecture: "x86_64", machine: "pc-q35-8.2", domainType: "qemu", supportsUEFI: true,
                    cpuModels: ["qemu64"], videoModels: ["virtio", "vga", "cirrus"]),
            ])
        host.cells = (0..<cells).map { cell in
            let threads = (0..<cores).map { core in [0, 1].map { (cell * cores + core) * 2 + $0 } }
            return HostCell(
                id: cell, memoryMiB: smallPagesMiB + 2 * hugePages,
                cpus: threads.flatMap { core in core.map { HostCell.CPU(id: $0, siblings: core) } },
                pages: [
                    HostCell.Pages(sizeKiB: 4, total: smallPagesMiB * 256),
                    HostCell.Pages(sizeKiB: 2048, total: hugePages),
                ])
        }
        return host
    }
}
