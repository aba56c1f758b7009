/// Bytes at a place by which a format is known.
struct ContentSignature: Sendable {
    let format: ContentFormat
    let offset: Int
    let bytes: [UInt8]

    init(_ format: ContentFormat, at offset: Int = 0, _ bytes: [UInt8]) {
        self.format = format
        self.offset = offset
        self.bytes = bytes
    }

    init(_ format: ContentFormat, at offset: Int = 0, _ text: String) {
        self.init(format, at: offset, Array(text.utf8))
    }

    /// The signatures in the first bytes of a file: those QEMU probes for, and the partition tables'.
    static let atStart: [ContentSignature] = [
        ContentSignature(.qcow2, [0x51, 0x46, 0x49, 0xFB]),
        ContentSignature(.vmdk, "KDMV"),
        ContentSignature(.vmdk, "COWD"),
        ContentSignature(.vmdk, [0xBE, 0xBA, 0xFE, 0xCA, 0, 0, 0, 0]),
        ContentSignature(.vhd, "conectix"),
        ContentSignature(.vhdx, "vhdxfile"),
        ContentSignature(.vdi, at: 0x40, [0x7F, 0x10, 0xDA, 0xBE]),
        ContentSignature(.ploop, "WithoutFreeSpace"),
        ContentSignature(.ploop, "WithouFreSpacExt"),
        ContentSignature(.luks, [0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE]),
        ContentSignature(.qed, "QED\0"),
        ContentSignature(.bochs, "Bochs Virtual HD Image"),
        ContentSignature(.cloop, "#!/bin/sh\n#V2.0 Format\nmodprobe cloop"),
        ContentSignature(.gpt, at: 512, "EFI PART"),
    ]

    /// The header of a GPT on a disk with sectors of 4 KiB. Elsewhere the place may hold a structured image's data.
    static let gptOfLargeSectors = ContentSignature(.gpt, at: 4096, "EFI PART")

    /// The volume descriptors of ISO 9660 and UDF, in sector 16.
    static let isoVolumes: [ContentSignature] = ["CD001", "BEA01", "NSR02", "NSR03"].map {
        ContentSignature(.iso, at: 0x8001, $0)
    }

    func matches(_ head: [UInt8], from start: Int = 0) -> Bool {
        let place = offset - start
        guard place >= 0, place <= head.count, bytes.count <= head.count - place else { return false }
        return head[place..<place + bytes.count].elementsEqual(bytes)
    }
}
