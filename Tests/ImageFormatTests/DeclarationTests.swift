import ImageFormat
import Testing

@Suite("An image is refused if its content is not what it is declared to be")
struct DeclarationTests {
    private static let samples: [(DiskFormat, SparseImage)] = [
        (.qcow2, .qcow2()), (.qcow2, .qcow2(version: 2)), (.vmdk, .vmdk()), (.vmdk, .vmdkStream()),
        (.vhd, .dynamicVHD()), (.vhd, .fixedVHD()), (.vhdx, .vhdx()), (.vdi, .vdi()), (.iso, .iso()),
        (.ploop, .ploop()),
    ]

    @Test("Every format declared as every other")
    func matrix() throws {
        for (format, image) in Self.samples {
            for declared in DiskFormat.allCases where declared != format {
                let detected = try ImageInspector(image).detect()
                // An Amazon image may be an ISO as well as any plain disk, as in Nova.
                if format == .iso, [.ami, .ari, .aki].contains(declared) { continue }
                #expect(throws: ImageRefusal.declaredDiffers(declared: declared, detected: detected)) {
                    try ImageInspector(image).inspect(declared: declared)
                }
            }
        }
    }

    @Test(
        "Plain bytes declared as a structured format",
        arguments: DiskFormat.allCases.filter { $0 == .iso || !$0.isPlain }
    )
    func plain(declared: DiskFormat) {
        #expect(throws: ImageRefusal.declaredDiffers(declared: declared, detected: [])) {
            try ImageInspector(SparseImage(size: 1 << 20)).inspect(declared: declared)
        }
        #expect(throws: ImageRefusal.declaredDiffers(declared: declared, detected: [.mbr])) {
            try ImageInspector(SparseImage.partitioned()).inspect(declared: declared)
        }
    }

    @Test(
        "Formats that QEMU would find in a raw image, and Vireo does not serve",
        arguments: [
            ("LUKS", [0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE, 0, 2], ContentFormat.luks),
            ("QED", [0x51, 0x45, 0x44, 0], .qed),
            ("Bochs", Array("Bochs Virtual HD Image".utf8), .bochs),
            ("cloop", Array("#!/bin/sh\n#V2.0 Format\nmodprobe cloop".utf8), .cloop),
            ("VMDK 3", Array("COWD".utf8), .vmdk),
            ("seSparse", [0xBE, 0xBA, 0xFE, 0xCA, 0, 0, 0, 0], .vmdk),
            ("VMDK descriptor", Array("# Disk DescriptorFile\nversion=1\n".utf8), .vmdk),
            ("VMDK descriptor without its title", Array("#\n  \r\n\n# a\nversion=3\r\n".utf8), .vmdk),
            ("qcow version 1", [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 1], .qcow2),
            ("old ploop", Array("WithoutFreeSpace".utf8), .ploop),
        ] as [(String, [UInt8], ContentFormat)]
    )
    func foreign(name: String, start: [UInt8], format: ContentFormat) {
        let image = SparseImage(size: 1 << 20).with { $0.put(start, at: 0) }
        #expect(throws: ImageRefusal.declaredDiffers(declared: .raw, detected: [format])) {
            try ImageInspector(image).inspect(declared: .raw)
        }
        #expect(throws: ImageRefusal.declaredDiffers(declared: .raw, detected: [format])) {
            try ImageInspector(MemoryImage(start)).inspect(declared: .raw)
        }
    }

    @Test("A disk image of Apple's, known by its trailer")
    func dmg() {
        let image = SparseImage(size: 1 << 20).with {
            $0.put("koly", at: (1 << 20) - 512)
            $0.put(big: UInt32(512), at: (1 << 20) - 504)
        }
        #expect(throws: ImageRefusal.declaredDiffers(declared: .raw, detected: [.dmg])) {
            try ImageInspector(image).inspect(declared: .raw)
        }
    }

    @Test("Content of two formats at once, whatever is declared", arguments: DiskFormat.allCases)
    func several(declared: DiskFormat) {
        let qcow2AndISO = SparseImage.qcow2().with { $0.put("\u{1}CD001\u{1}", at: 0x8000) }
        #expect(throws: ImageRefusal.severalFormats([.qcow2, .iso])) {
            try ImageInspector(qcow2AndISO).inspect(declared: declared)
        }
        let qcow2AndDisk = SparseImage.gpt().with { $0.put([0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3], at: 0) }
        #expect(throws: ImageRefusal.severalFormats([.qcow2, .gpt, .mbr])) {
            try ImageInspector(qcow2AndDisk).inspect(declared: declared)
        }
    }

    @Test("An ISO without a partition table is no raw disk, and a disk is no ISO")
    func iso() {
        #expect(throws: ImageRefusal.declaredDiffers(declared: .raw, detected: [.iso])) {
            try ImageInspector(SparseImage.iso()).inspect(declared: .raw)
        }
        #expect(throws: ImageRefusal.declaredDiffers(declared: .iso, detected: [.gpt, .mbr])) {
            try ImageInspector(SparseImage.gpt()).inspect(declared: .iso)
        }
    }

    @Test("A boot sector's signature alone, or a damaged footer, is not a format")
    func nearMisses() throws {
        let bootSector = SparseImage(size: 4096).with { $0.put([0x55, 0xAA], at: 510) }
        #expect(try ImageInspector(bootSector).detect() == [])
        let code = SparseImage.partitioned().with { $0.put([0x33], at: 446) }
        #expect(try ImageInspector(code).detect() == [])
        let footer = SparseImage.fixedVHD().with { $0.put([1], at: $0.size - 1) }
        #expect(try ImageInspector(footer).detect() == [.mbr])
        let text = SparseImage(size: 4096).with { $0.put("# a comment\nhostname=version=1\n", at: 0) }
        #expect(try ImageInspector(text).detect() == [])
    }

    @Test("An empty image", arguments: DiskFormat.allCases)
    func empty(declared: DiskFormat) {
        #expect(throws: ImageRefusal.empty) {
            try ImageInspector(MemoryImage([])).inspect(declared: declared)
        }
    }
}
