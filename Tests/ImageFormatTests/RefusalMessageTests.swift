import ImageFormat
import Testing

@Suite("A refusal tells a tenant what is wrong, with which value, and what to do")
struct RefusalMessageTests {
    private static let refusals: [(ImageRefusal, [String])] = [
        (.empty, ["no data", "Upload"]),
        (.unreadable("/srv/secret: EIO"), ["could not be read", "operator"]),
        (.tooMuchToRead(limit: 7), ["7 bytes", "qemu-img convert"]),
        (.declaredDiffers(declared: .raw, detected: [.qcow2]), ["declared as raw", "is qcow2", "disk_format"]),
        (.declaredDiffers(declared: .qcow2, detected: []), ["declared as qcow2", "is raw", "disk_format"]),
        (.severalFormats([.qcow2, .iso]), ["qcow2 and iso at once", "qemu-img convert"]),
        (.unsupportedVersion(.qcow2, 1), ["version 1", "qcow2", "qemu-img convert"]),
        (.unsupportedSubformat(.vmdk, "vmfs"), ["vmdk", "\"vmfs\"", "qemu-img convert"]),
        (.backingFile(.qcow2), ["qcow2", "another file", "qemu-img convert"]),
        (.externalDataFile(.qcow2), ["qcow2", "data in another file", "qemu-img convert"]),
        (.externalPath(.vmdk, field: "extent"), ["vmdk", "(extent)", "qemu-img convert"]),
        (.unknownFeatures(.qcow2, ["bit 5", "bit 6"]), ["bit 5, bit 6", "qemu-img convert"]),
        (.encrypted(.qcow2, method: "AES"), ["AES", "Decrypt"]),
        (.markedCorrupt(.qcow2), ["corrupt", "qemu-img check"]),
        (.notCleanlyClosed(.vhdx), ["vhdx", "closed cleanly", "upload it again"]),
        (.field(.qcow2, name: "cluster_bits", value: 40, rule: "9 to 21"), ["cluster_bits is 40", "9 to 21"]),
        (
            .outsideFile(.qcow2, structure: "L1 table", offset: 5, length: 6, fileSize: 7),
            ["L1 table", "6 bytes at 5", "7 bytes", "again"]
        ),
        (.virtualSize(.qcow2, size: 9, limit: 8), ["9 bytes", "at most 8"]),
        (.malformed(.vmdk, "it has no end"), ["vmdk", "it has no end", "qemu-img convert"]),
    ]

    @Test("Every refusal has its own words")
    func words() {
        for (refusal, words) in Self.refusals {
            for word in words {
                #expect(refusal.message.contains(word), "\(refusal.message)")
            }
        }
        #expect(Set(Self.refusals.map(\.0.message)).count == Self.refusals.count)
    }

    @Test("What only the log may have stays out")
    func secret() {
        #expect(!ImageRefusal.unreadable("/srv/secret: EIO").message.contains("/srv"))
    }

    @Test("Text from an image is made harmless")
    func hostileText() throws {
        let kind = "\u{1B}[2J" + String(repeating: "<script>", count: 40)
        let image = SparseImage.vmdk(descriptor: SparseImage.vmdkDescriptor(kind: kind))
        let refusal = #expect(throws: ImageRefusal.self) {
            try ImageInspector(image).inspect(declared: .vmdk)
        }
        let message = try #require(refusal?.message)
        #expect(message.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(message.utf8.count < 300)
    }
}
