import Demands
import GuestDesign
import Model
import Testing

@Suite("Guests that need a libvirt or a QEMU")
struct GatedGuestTests {
    /// A server that cannot do without what is behind a gate.
    struct Wish: Sendable, CustomTestStringConvertible {
        let gate: VersionGate
        let properties: [String: String]
        let change: @Sendable (inout GuestRequest) -> Void

        init(
            _ gate: VersionGate, _ properties: [String: String] = [:],
            _ change: @escaping @Sendable (inout GuestRequest) -> Void = { _ in }
        ) {
            self.gate = gate
            self.properties = properties
            self.change = change
        }

        var testDescription: String { "\(gate.rawValue) \(properties)" }

        func guest(libvirt: Version, qemu: Version) throws -> Guest {
            var request = try GuestRequest.sample(properties: properties) { request in
                change(&request)
                request.capabilities.libvirtVersion = libvirt
                request.capabilities.qemuVersion = qemu
            }
            if request.demands.numa != nil { request.numa = try request.placedOnEmptyHost() }
            return try design(request)
        }
    }

    static let wishes = [
        Wish(.igb, ["hw_vif_model": "igb"]) { $0.ports = [.sample()] },
        Wish(.virtioSound, ["hw_sound_model": "virtio"]),
        Wish(.physicalAddressing, ["hw_maxphysaddr_mode": "emulate", "hw_maxphysaddr_bits": "42"]),
        Wish(.statelessFirmware, ["hw_firmware_type": "uefi", "hw_firmware_stateless": "true"]),
        Wish(.viommuVirtio, ["hw_viommu_model": "virtio", "hw_machine_type": "q35"]),
        Wish(
            .sevES,
            [
                "hw_mem_encryption": "true", "hw_mem_encryption_model": "amd-sev-es", "hw_firmware_type": "uefi",
                "hw_machine_type": "q35",
            ]
        ) { request in
            for index in request.capabilities.domains.indices {
                request.capabilities.domains[index].sev = DomainCapabilities.SEV(cbitpos: 47, reducedPhysBits: 1)
            }
        },
        Wish(.remoteManagedPorts) {
            $0.ports = [.sample("ovs", vnic: "remote-managed", profile: ["pci_slot": "0000:06:00.2"])]
        },
        Wish(.discard) { $0.settings.hwDiskDiscard = "unmap" },
        Wish(.discard) { request in request.volumes = [.sample { $0.discards = true }] },
        Wish(.blockIOSize) { request in request.volumes = [.sample { $0.logicalBlockSize = 4096 }] },
        Wish(.blockIOSize) { request in request.volumes = [.sample { $0.physicalBlockSize = 4096 }] },
        Wish(.numaTopology, ["hw_numa_nodes": "1"]) { request in
            request.capabilities.cells = [
                HostCell(
                    id: 0, memoryMiB: 4096, cpus: [HostCell.CPU(id: 0, siblings: [0])],
                    pages: [HostCell.Pages(sizeKiB: 4, total: 1 << 20)])
            ]
        },
    ]

    @Test("They are made from the least versions on, and refused below by name", arguments: wishes)
    func bothSides(_ wish: Wish) throws {
        let row = wish.gate.row
        let (libvirt, qemu) = (row.libvirt ?? Version(9, 0, 0), row.qemu ?? Version(7, 2, 0))
        _ = try wish.guest(libvirt: libvirt, qemu: qemu)
        var below: [(libvirt: Version, qemu: Version)] = []
        if row.libvirt != nil { below.append((libvirt.before, qemu)) }
        if row.qemu != nil { below.append((libvirt, qemu.before)) }
        for older in below {
            let refusal = #expect(throws: DesignRefusal.self) {
                try wish.guest(libvirt: older.libvirt, qemu: older.qemu)
            }
            #expect(refusal?.message == "The server asks for \(row.words), which is not offered.")
            #expect(
                refusal?.detail
                    == "\(wish.gate.rawValue) needs \(row.need), the host has libvirt \(older.libvirt) and QEMU "
                    + "\(older.qemu)")
        }
    }

    @Test("No gate is said to refuse guests that would be made all the same")
    func everyGate() {
        let refusing = VersionGate.allCases.filter { gate in
            if case .isOff(_, .noGuest) = gate.row.below { true } else { false }
        }
        #expect(Set(Self.wishes.map(\.gate)) == Set(refusing))
    }

    @Test("Who wishes nothing special has a guest on the oldest libvirt of all")
    func plain() throws {
        let plain = Wish(.libvirtDriver) { request in request.volumes = [.sample()] }
        #expect(try plain.guest(libvirt: Version(0, 9, 11), qemu: Version(0, 0, 0)).disks.count == 2)
    }
}

extension AttachedVolume {
    fileprivate static func sample(_ change: (inout AttachedVolume) -> Void = { _ in }) -> AttachedVolume {
        var volume = AttachedVolume(source: .block(path: "/dev/sda"), serial: nil, usesNativeIO: true)
        change(&volume)
        return volume
    }
}
