import Foundation
import GuestDesign
import Model
import Testing

@Suite("The table of version gates")
struct VersionGateTests {
    /// Newer than any gate asks for.
    private static let newest = Version(99, 0, 0)

    /// Gates with what a pair of the least versions is, one part of it taken down by one.
    static let belows: [(gate: VersionGate, versions: HypervisorVersions)] = VersionGate.allCases.flatMap { gate in
        let row = gate.row
        let libvirt = row.libvirt.map { HypervisorVersions(libvirt: $0.before, qemu: row.qemu ?? newest) }
        let qemu = row.qemu.map { HypervisorVersions(libvirt: row.libvirt ?? newest, qemu: $0.before) }
        return [libvirt, qemu].compactMap(\.self).map { (gate, $0) }
    }

    @Test("Each gate opens with its least versions exactly", arguments: VersionGate.allCases)
    func opens(_ gate: VersionGate) {
        let row = gate.row
        #expect(row.libvirt != nil || row.qemu != nil)
        let least = HypervisorVersions(libvirt: row.libvirt ?? Version(0, 0, 0), qemu: row.qemu ?? Version(0, 0, 0))
        #expect(least.isOpen(gate))
        #expect(!least.closed.contains(gate))
        #expect(least.features.first { $0.name == gate.rawValue } == HostFeature(name: gate.rawValue))
        #expect(HypervisorVersions(libvirt: Self.newest, qemu: Self.newest).isOpen(gate))
    }

    @Test("One below in libvirt or in QEMU closes it, however new the other is", arguments: belows)
    func closes(_ gate: VersionGate, _ versions: HypervisorVersions) {
        #expect(!versions.isOpen(gate))
        #expect(versions.closed.contains(gate))
        #expect(versions.features.first { $0.name == gate.rawValue }?.need == gate.row.need)
        switch gate.row.below {
        case .refusesStart:
            guard case .tooOld(let refusal) = versions.standing else {
                Issue.record("\(versions) are \(versions.standing)")
                return
            }
            #expect(refusal.found == versions)
        case .warns:
            guard case .aging(let text) = versions.standing else {
                Issue.record("\(versions) are \(versions.standing)")
                return
            }
            #expect(text.contains("\(versions)") && text.contains(gate.row.need))
        case .isOff(let loss, _):
            #expect(!loss.isEmpty)
            #expect(versions.off.contains(gate))
            #expect(versions.featureLine.contains("\(gate.rawValue) (from \(gate.row.need) on)"))
        }
    }

    @Test("A gate that needs a QEMU stays closed while the QEMU is not known")
    func unknownQEMU() {
        #expect(VersionGate.tpmState.isOpen(libvirt: Version(8, 9, 0)))
        #expect(!VersionGate.tpmState.isOpen(libvirt: Version(8, 8, 999)))
        #expect(!VersionGate.igb.isOpen(libvirt: Self.newest))
    }

    /// Each side of the two minima.
    static let standings: [(Version, Version, String)] = [
        (Version(0, 9, 10), Version(99, 0, 0), "too old"), (Version(7, 9, 9), Version(8, 2, 2), "too old"),
        (Version(8, 0, 0), Version(6, 1, 9), "too old"), (Version(8, 0, 0), Version(6, 2, 0), "aging"),
        (Version(9, 0, 0), Version(7, 2, 22), "aging"), (Version(10, 0, 0), Version(8, 2, 1), "aging"),
        (Version(9, 9, 9), Version(8, 2, 2), "aging"), (Version(10, 0, 0), Version(8, 2, 2), "good"),
    ]

    @Test("Versions are too old, good for this release alone, or good", arguments: standings)
    func standing(_ libvirt: Version, _ qemu: Version, _ expected: String) {
        let found =
            switch HypervisorVersions(libvirt: libvirt, qemu: qemu).standing {
            case .tooOld: "too old"
            case .aging: "aging"
            case .good: "good"
            }
        #expect(found == expected)
    }

    @Test("What is too old is told what is needed and what to do: the strictest of the rows that refuse")
    func refusal() {
        let versions = HypervisorVersions(libvirt: Version(0, 9, 10), qemu: Version(6, 2, 0))
        guard case .tooOld(let refusal) = versions.standing else {
            Issue.record("\(versions) are \(versions.standing)")
            return
        }
        #expect(
            "\(refusal)"
                == "libvirt 0.9.10 and QEMU 6.2.0 are too old, the service needs libvirt 8.0.0 and QEMU 6.2.0: bring the "
                + "host's packages of libvirt and QEMU up to date, or take a newer release of the host's system; guests "
                + "that run are left alone meanwhile")
    }

    @Test("What a coming release will not take is told; what is off stands on one line")
    func lines() {
        let bookworm = HypervisorVersions(libvirt: Version(9, 0, 0), qemu: Version(7, 2, 22))
        #expect(
            bookworm.standing
                == .aging(
                    "libvirt 9.0.0 and QEMU 7.2.22 are new enough for this release, but a coming release of the service will need "
                        + "libvirt 10.0.0 and QEMU 8.2.2: plan the upgrade of the host's system"))
        #expect(
            bookworm.featureLine
                == "off here: sev-es (from QEMU 8.0.0 on), igb (from libvirt 9.3.0 and QEMU 8.0.0 on), virtio-sound (from "
                + "libvirt 10.4.0 and QEMU 8.2.0 on), mdev-live-migration (from libvirt 8.6.0 and QEMU 8.1.0 on), "
                + "vfio-variant-live-migration (from libvirt 10.0.0 and QEMU 8.2.2 on), multifd-with-postcopy (from QEMU "
                + "10.1.0 on)")
        #expect(HypervisorVersions(libvirt: Self.newest, qemu: Self.newest).featureLine == "all are there")
    }

    @Test("docs/VersionGates.md is what the table says")
    func page() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/VersionGates.md")
            .standardized
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try Data(VersionGate.page.utf8).write(to: url)
        }
        #expect(try String(contentsOf: url, encoding: .utf8) == VersionGate.page, "UPDATE_GOLDEN=1 writes the page")
    }
}
