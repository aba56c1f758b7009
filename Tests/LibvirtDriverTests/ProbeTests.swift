import Foundation
import GuestDesign
import Testing

@testable import LibvirtDriver

@Suite("The probe's program and memory")
struct ProbeTests {
    @Test("The program fits a boot sector, and the disk is bootable")
    func program() {
        #expect(ProbeProgram.code.count == 432)
        #expect(ProbeProgram.code.starts(with: [0xfa, 0xfc, 0xea]))
        #expect(ProbeProgram.disk.count == 1 << 20)
        #expect(Array(ProbeProgram.disk[510..<512]) == [0x55, 0xaa])
    }

    @Test("Relative jumps and the tables' addresses land where the listing says")
    func listing() {
        var offset = 0
        var labels: [String: Int] = [:]
        for line in ProbeProgram.listing.split(separator: "\n") where !line.hasPrefix(";") {
            if line.hasSuffix(":") {
                labels[String(line.dropLast())] = offset
            } else {
                offset += (line.split(separator: " ").first?.count ?? 0) / 2
            }
        }
        let code = ProbeProgram.code
        func word(at offset: Int) -> Int { Int(code[offset]) | Int(code[offset + 1]) << 8 }
        let origin = 0x7c00
        #expect(word(at: 3) == labels["entry"].map { $0 + origin })
        #expect(code.count - 4 == labels["gdtr"].map { $0 + 2 })
        #expect(word(at: code.count - 4) == labels["gdt"].map { $0 + origin })
    }

    @Test("An answer is of one kernel, QEMU and processor")
    func record() {
        let folder = TemporaryFolder()
        let record = ProbeRecord(at: folder.path + "/virt-type")
        let host = ProbedHost(qemu: "7.2.0", device: "/dev/null")
        #expect(record.answer(for: host) == nil)
        record.keep(.kvm, for: host)
        #expect(record.answer(for: host) == .kvm)
        #expect(record.answer(for: ProbedHost(qemu: "8.0.0", device: "/dev/null")) == nil)
        record.keep(.qemu, for: ProbedHost(qemu: "8.0.0", device: "/dev/null"))
        #expect(record.answer(for: host) == nil)
        #expect(record.answer(for: ProbedHost(qemu: "8.0.0", device: "/dev/null")) == .qemu)
    }

    @Test("This machine's kernel and processor are part of it, on one line")
    func host() {
        let text = ProbedHost(qemu: "7.2.0", device: "/dev/null").description
        #expect(text.contains("QEMU 7.2.0"))
        #expect(text.count > 40)
        #expect(!text.contains("\n"))
    }
}
