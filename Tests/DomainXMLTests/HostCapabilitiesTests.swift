import DesignInput
import DomainXML
import GuestDesign
import Testing

@Suite("What a host can do")
struct HostCapabilitiesTests {
    private let host: HostCapabilities

    init() throws { host = try HostCapabilities(describedIn: GoldenCase.host, host: "real") }

    @Test("libvirt's answers are read")
    func reading() throws {
        #expect(host.architecture == "x86_64")
        #expect(host.libvirtVersion == Version(9, 0, 0))
        #expect(host.qemuVersion == Version(7, 2, 22))
        let x86 = try #require(host.guests.first { $0.name == "x86_64" })
        #expect(x86.emulator == "/usr/bin/qemu-system-x86_64")
        #expect(x86.domainTypes == ["qemu", "kvm"])
        #expect(x86.machines.first { $0.name == "q35" }?.canonical == "pc-q35-7.2")
    }

    @Test("Secure Boot is a matter of the machine")
    func secureBoot() throws {
        let pc = try #require(host.domains.first { $0.machine == "pc-i440fx-7.2" })
        let q35 = try #require(host.domains.first { $0.machine == "pc-q35-7.2" })
        #expect(pc.supportsUEFI && !pc.supportsSecureBoot)
        #expect(q35.supportsUEFI && q35.supportsSecureBoot)
        #expect(q35.videoModels.contains("virtio") && q35.cpuModels.contains("Nehalem"))
    }

    @Test("Firmware keeps the order of its descriptors")
    func firmware() {
        #expect(host.firmware.map(\.hasSecureBoot) == [true, true, false])
        #expect(host.firmware.last?.loader == "/usr/share/OVMF/OVMF_CODE_4M.fd")
    }

    @Test("A document that is none is refused")
    func unreadable() {
        #expect(throws: XMLReadError.self) {
            try HostCapabilities(
                capabilitiesXML: "<capabilities/>", domainCapabilitiesXML: [], libvirtVersion: Version(9, 0, 0),
                qemuVersion: Version(7, 2, 0))
        }
    }
}
