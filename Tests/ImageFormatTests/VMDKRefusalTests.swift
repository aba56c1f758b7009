import ImageFormat
import Testing

@Suite("A VMDK that is not one self-contained file is refused, and the refusal says why")
struct VMDKRefusalTests {
    private static func text(_ descriptor: String) -> SparseImage { .vmdk(descriptor: descriptor) }

    private static func extent(_ line: String) -> SparseImage { text(SparseImage.vmdkDescriptor(extent: line)) }

    private static func kind(_ name: String) -> SparseImage { text(SparseImage.vmdkDescriptor(kind: name)) }

    private static func changed(_ change: (inout SparseImage) -> Void) -> SparseImage {
        SparseImage.vmdk().with(change)
    }

    private static func descriptorFile(_ text: String) -> SparseImage {
        SparseImage(size: UInt64(text.utf8.count)).with { $0.put(text, at: 0) }
    }

    static let kinds: [HostileImage] = [
        HostileImage(
            "descriptor file",
            .vmdk,
            descriptorFile(
                SparseImage.vmdkDescriptor(kind: "monolithicFlat", extent: "RW 1 FLAT \"/etc/shadow\" 0")
                    + String(repeating: "#\n", count: 200)
            ),
            .unsupportedSubformat(.vmdk, "descriptor file")
        ),
        HostileImage(
            "VMDK 3",
            .vmdk,
            SparseImage(size: 4096).with { $0.put("COWD", at: 0) },
            .unsupportedSubformat(.vmdk, "vmfsSparse")
        ),
        HostileImage("flat", .vmdk, kind("monolithicFlat"), .unsupportedSubformat(.vmdk, "monolithicflat")),
        HostileImage(
            "split",
            .vmdk,
            kind("twoGbMaxExtentSparse"),
            .unsupportedSubformat(.vmdk, "twogbmaxextentsparse")
        ),
        HostileImage("vmfs", .vmdk, kind("vmfs"), .unsupportedSubformat(.vmdk, "vmfs")),
        HostileImage("stream without compression", .vmdk, kind("streamOptimized"), malformed: "compression"),
        HostileImage("no kind", .vmdk, text("version=1\nRW 20480 SPARSE \"a\"\n"), malformed: "createType"),
    ]

    static let paths: [HostileImage] = [
        HostileImage(
            "absolute path",
            .vmdk,
            extent("RW 20480 SPARSE \"/etc/shadow\""),
            .externalPath(.vmdk, field: "extent")
        ),
        HostileImage("parent folder", .vmdk, extent("RW 20480 SPARSE \"..\""), .externalPath(.vmdk, field: "extent")),
        HostileImage(
            "backslash",
            .vmdk,
            extent("RW 20480 SPARSE \"..\\x.vmdk\""),
            .externalPath(.vmdk, field: "extent")
        ),
        HostileImage(
            "protocol",
            .vmdk,
            extent("RW 20480 SPARSE \"nbd:10.0.0.1:80\""),
            .externalPath(.vmdk, field: "extent")
        ),
        HostileImage(
            "flat extent",
            .vmdk,
            extent("RW 20480 FLAT \"disk-flat.vmdk\" 0"),
            .unsupportedSubformat(.vmdk, "rw flat")
        ),
        HostileImage(
            "second extent",
            .vmdk,
            extent("RW 20480 SPARSE \"disk.vmdk\"\nRW 1 SPARSE \"b.vmdk\""),
            malformed: "2 extents"
        ),
        HostileImage("no extent", .vmdk, extent(""), malformed: "0 extents"),
        HostileImage("extent without quotes", .vmdk, extent("RW 20480 SPARSE disk.vmdk"), malformed: "not understood"),
        HostileImage("unknown line", .vmdk, extent("include other"), malformed: "not understood"),
        HostileImage("extent of another size", .vmdk, extent("RW 20 SPARSE \"disk.vmdk\""), field: "extent size"),
        HostileImage(
            "parent's number",
            .vmdk,
            text(SparseImage.vmdkDescriptor(parent: "12345678")),
            .backingFile(.vmdk)
        ),
        HostileImage(
            "parent's name",
            .vmdk,
            text(SparseImage.vmdkDescriptor(more: "parentFileNameHint=\"base.vmdk\"")),
            .backingFile(.vmdk)
        ),
        HostileImage(
            "parent's name in a comment, where QEMU finds it too",
            .vmdk,
            text(SparseImage.vmdkDescriptor(more: "# parentFileNameHint=\"base.vmdk\"")),
            .backingFile(.vmdk)
        ),
        HostileImage(
            "parent's name behind a short descriptor",
            .vmdk,
            changed {
                $0.put(little: UInt64(2), at: 36)
                $0.put("parentFileNameHint=\"/etc/shadow\"", at: 0x1800)
            },
            .backingFile(.vmdk)
        ),
        HostileImage(
            "change tracking",
            .vmdk,
            text(SparseImage.vmdkDescriptor(more: "changeTrackPath=\"ctk.vmdk\"")),
            .externalPath(.vmdk, field: "changetrackpath")
        ),
        HostileImage(
            "path in a field",
            .vmdk,
            text(SparseImage.vmdkDescriptor(more: "digest=\"/etc/shadow\"")),
            .externalPath(.vmdk, field: "digest")
        ),
        HostileImage(
            "kind twice",
            .vmdk,
            text(SparseImage.vmdkDescriptor(more: "createType=\"vmfs\"")),
            malformed: "twice"
        ),
        HostileImage("text behind the end", .vmdk, changed { $0.put("RW", at: 0x2000) }, malformed: "ASCII"),
        HostileImage("not ASCII", .vmdk, extent("RW 20480 SPARSE \"d\u{FC}.vmdk\""), malformed: "ASCII"),
    ]

    static let headers: [HostileImage] = [
        HostileImage("version 4", .vmdk, changed { $0.put(little: UInt32(4), at: 4) }, .unsupportedVersion(.vmdk, 4)),
        HostileImage("no capacity", .vmdk, changed { $0.put(little: UInt64(0), at: 12) }, field: "capacity"),
        HostileImage(
            "capacity of 2^64 sectors",
            .vmdk,
            changed { $0.put(little: UInt64.max, at: 12) },
            field: "extent size"
        ),
        HostileImage("grain of 0", .vmdk, changed { $0.put(little: UInt64(0), at: 20) }, field: "grainSize"),
        HostileImage("grain of 2^63", .vmdk, changed { $0.put(little: UInt64(1) << 63, at: 20) }, field: "grainSize"),
        HostileImage("grain of 100", .vmdk, changed { $0.put(little: UInt64(100), at: 20) }, field: "grainSize"),
        HostileImage("table of 0", .vmdk, changed { $0.put(little: UInt32(0), at: 44) }, field: "numGTEsPerGT"),
        HostileImage("table of 513", .vmdk, changed { $0.put(little: UInt32(513), at: 44) }, field: "numGTEsPerGT"),
        HostileImage(
            "descriptor elsewhere",
            .vmdk,
            changed { $0.put(little: UInt64(9), at: 28) },
            field: "descriptorOffset"
        ),
        HostileImage("no descriptor", .vmdk, changed { $0.put(little: UInt64(0), at: 36) }, field: "descriptorSize"),
        HostileImage(
            "endless descriptor",
            .vmdk,
            changed { $0.put(little: UInt64.max, at: 36) },
            field: "descriptorSize"
        ),
        HostileImage("descriptor cut", .vmdk, changed { $0.size = 1024 }, outside: "descriptor"),
        HostileImage(
            "directory outside",
            .vmdk,
            changed { $0.put(little: UInt64(1 << 60), at: 56) },
            outside: "grain directory"
        ),
        HostileImage(
            "redundant directory outside",
            .vmdk,
            changed { $0.put(little: UInt64(999), at: 48) },
            outside: "redundant grain directory"
        ),
        HostileImage("metadata outside", .vmdk, changed { $0.put(little: UInt64(999), at: 64) }, outside: "metadata"),
        HostileImage("compression 2", .vmdk, changed { $0.put(little: UInt16(2), at: 77) }, field: "compressAlgorithm"),
        HostileImage(
            "sent as text",
            .vmdk,
            changed { $0.put([0x0A, 0x20, 0x0A, 0x0A], at: 73) },
            malformed: "line ends"
        ),
        HostileImage("header cut", .vmdk, changed { $0.size = 100 }, outside: "header"),
        HostileImage(
            "footer missing",
            .vmdk,
            SparseImage.vmdkStream().with { $0.size -= 512 },
            malformed: "footer"
        ),
        HostileImage(
            "footer with another capacity",
            .vmdk,
            SparseImage.vmdkStream().with { $0.put(little: UInt64(1 << 40), at: $0.size - 1024 + 12) },
            malformed: "contradicts"
        ),
        HostileImage(
            "footer without a directory",
            .vmdk,
            SparseImage.vmdkStream().with { $0.put(little: UInt64.max, at: $0.size - 1024 + 56) },
            malformed: "contradicts"
        ),
    ]

    @Test("Hostile images", arguments: kinds + paths + headers)
    func refused(hostile: HostileImage) throws {
        let refusal = try #require(hostile.refusal, "the image was accepted")
        #expect(hostile.isExpected(refusal), "refused as \(refusal)")
    }
}
