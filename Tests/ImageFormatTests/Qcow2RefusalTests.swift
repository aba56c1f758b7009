import ImageFormat
import Testing

@Suite("A qcow2 image that is not safe or not sound is refused, and the refusal says why")
struct Qcow2RefusalTests {
    private static let good = SparseImage.qcow2()

    private static func changed(_ change: (inout SparseImage) -> Void) -> SparseImage { good.with(change) }

    private static func features(_ bits: UInt64) -> SparseImage { changed { $0.put(big: bits, at: 72) } }

    static let references: [HostileImage] = [
        HostileImage("backing file", .qcow2, changed { $0.put(big: UInt64(0x200), at: 8) }, .backingFile(.qcow2)),
        HostileImage(
            "backing file of version 2",
            .qcow2,
            SparseImage.qcow2(version: 2).with { $0.put(big: UInt64(0x200), at: 8) },
            .backingFile(.qcow2)
        ),
        HostileImage("data file bit", .qcow2, features(0b100), .externalDataFile(.qcow2)),
        HostileImage(
            "raw data file bit",
            .qcow2,
            changed { $0.put(big: UInt64(2), at: 88) },
            .externalDataFile(.qcow2)
        ),
        HostileImage(
            "data file name without its bit",
            .qcow2,
            changed { $0.putQcow2Extension(0x4441_5441, length: 11, data: Array("/etc/passwd".utf8)) },
            .externalDataFile(.qcow2)
        ),
        HostileImage(
            "data file name behind another extension",
            .qcow2,
            changed {
                $0.putQcow2Extension(0x6803_F857, length: 48)
                $0.putQcow2Extension(0x4441_5441, length: 11, skipping: 56)
            },
            .externalDataFile(.qcow2)
        ),
        HostileImage("AES", .qcow2, changed { $0.put(big: UInt32(1), at: 32) }, .encrypted(.qcow2, method: "AES")),
        HostileImage("LUKS", .qcow2, changed { $0.put(big: UInt32(2), at: 32) }, .encrypted(.qcow2, method: "LUKS")),
        HostileImage(
            "LUKS header without its method",
            .qcow2,
            changed { $0.putQcow2Extension(0x0537_BE77, length: 16) },
            .encrypted(.qcow2, method: "LUKS")
        ),
        HostileImage("unknown cipher", .qcow2, changed { $0.put(big: UInt32(3), at: 32) }, field: "crypt_method"),
        HostileImage("corrupt", .qcow2, features(0b10), .markedCorrupt(.qcow2)),
        HostileImage(
            "unknown bits",
            .qcow2,
            features(1 << 63 | 1 << 5),
            .unknownFeatures(.qcow2, ["bit 5", "bit 63"])
        ),
        HostileImage(
            "unknown bit with a name",
            .qcow2,
            changed {
                $0.put(big: UInt64(1 << 9), at: 72)
                $0.putQcow2Extension(0x6803_F857, length: 48, data: [0, 9] + Array("time\ntravel".utf8))
            },
            .unknownFeatures(.qcow2, ["bit 9 (time?travel)"])
        ),
    ]

    static let shapes: [HostileImage] = [
        HostileImage("version 1", .qcow2, changed { $0.put(big: UInt32(1), at: 4) }, .unsupportedVersion(.qcow2, 1)),
        HostileImage("version 4", .qcow2, changed { $0.put(big: UInt32(4), at: 4) }, .unsupportedVersion(.qcow2, 4)),
        HostileImage("cluster bits 8", .qcow2, changed { $0.put(big: UInt32(8), at: 20) }, field: "cluster_bits"),
        HostileImage("cluster bits 22", .qcow2, changed { $0.put(big: UInt32(22), at: 20) }, field: "cluster_bits"),
        HostileImage("cluster bits -1", .qcow2, changed { $0.put(big: UInt32.max, at: 20) }, field: "cluster_bits"),
        HostileImage(
            "cluster bits 13 with subclusters",
            .qcow2,
            changed {
                $0.put(big: UInt64(0b10000), at: 72)
                $0.put(big: UInt32(13), at: 20)
            },
            field: "cluster_bits"
        ),
        HostileImage("header of 96", .qcow2, changed { $0.put(big: UInt32(96), at: 100) }, field: "header_length"),
        HostileImage("header of 109", .qcow2, changed { $0.put(big: UInt32(109), at: 100) }, field: "header_length"),
        HostileImage(
            "header beyond its cluster",
            .qcow2,
            changed { $0.put(big: UInt32(0xFFFF_FFF8), at: 100) },
            field: "header_length"
        ),
        HostileImage("refcount order", .qcow2, changed { $0.put(big: UInt32(7), at: 96) }, field: "refcount_order"),
        HostileImage("compression 2", .qcow2, changed { $0.put([2], at: 104) }, field: "compression_type"),
        HostileImage("zstd without its bit", .qcow2, changed { $0.put([1], at: 104) }, malformed: "compression"),
        HostileImage("compression bit with zlib", .qcow2, features(0b1000), malformed: "compression"),
        HostileImage(
            "compression bit in a short header",
            .qcow2,
            changed {
                $0.put(big: UInt64(0b1000), at: 72)
                $0.put(big: UInt32(104), at: 100)
                $0.put([1], at: 104)
            },
            malformed: "compression"
        ),
        HostileImage("cut in the header", .qcow2, changed { $0.size = 90 }, outside: "header"),
        HostileImage("cut at the magic", .qcow2, changed { $0.size = 4 }, outside: "header"),
    ]

    static let extensions: [HostileImage] = [
        HostileImage(
            "extension beyond the cluster",
            .qcow2,
            changed { $0.putQcow2Extension(1, length: 0xFFFF_FFFF) },
            field: "header extension length"
        ),
        HostileImage(
            "extension twice",
            .qcow2,
            changed {
                $0.putQcow2Extension(0x6803_F857, length: 0)
                $0.putQcow2Extension(0x6803_F857, length: 0, skipping: 8)
            },
            malformed: "twice"
        ),
        HostileImage(
            "endless extensions",
            .qcow2,
            changed { image in
                for index in 0..<UInt64(100) { image.putQcow2Extension(7, length: 0, skipping: index * 8) }
            },
            malformed: "more than 64"
        ),
        HostileImage(
            "bitmaps of another length",
            .qcow2,
            changed {
                $0.put(big: UInt64(1), at: 88)
                $0.putQcow2Extension(0x2385_2875, length: 8)
            },
            field: "bitmaps extension length"
        ),
        HostileImage(
            "no bitmap",
            .qcow2,
            changed {
                $0.put(big: UInt64(1), at: 88)
                $0.putQcow2Extension(0x2385_2875, length: 24)
            },
            field: "nb_bitmaps"
        ),
        HostileImage(
            "bitmap directory outside",
            .qcow2,
            changed {
                $0.put(big: UInt64(1), at: 88)
                $0.putQcow2Extension(0x2385_2875, length: 24)
                $0.put(big: UInt32(1), at: 120)
                $0.put(big: UInt64.max, at: 128)
                $0.put(big: UInt64.max, at: 136)
            },
            outside: "bitmap directory"
        ),
    ]

    static let sizes: [HostileImage] = [
        HostileImage(
            "negative size",
            .qcow2,
            changed { $0.put(big: UInt64(1) << 63, at: 24) },
            .virtualSize(.qcow2, size: 1 << 63, limit: 64 << 40)
        ),
        HostileImage(
            "65 TiB",
            .qcow2,
            changed { $0.put(big: UInt64(65 << 40), at: 24) },
            .virtualSize(.qcow2, size: 65 << 40, limit: 64 << 40)
        ),
        HostileImage(
            "L1 too small for the disk",
            .qcow2,
            changed { $0.put(big: UInt64(1 << 40), at: 24) },
            field: "l1_size"
        ),
        HostileImage("L1 of 32 GiB", .qcow2, changed { $0.put(big: UInt32.max, at: 36) }, field: "l1_size"),
        HostileImage("L1 cut", .qcow2, changed { $0.size -= 1 }, outside: "L1 table"),
        HostileImage("L1 outside", .qcow2, changed { $0.put(big: UInt64(1 << 40), at: 40) }, outside: "L1 table"),
        HostileImage(
            "L1 at the end of numbers",
            .qcow2,
            changed { $0.put(big: UInt64(0xFFFF_FFFF_FFFF_0000), at: 40) },
            outside: "L1 table"
        ),
        HostileImage("L1 in the header", .qcow2, changed { $0.put(big: UInt64(0), at: 40) }, field: "l1_table_offset"),
        HostileImage("L1 askew", .qcow2, changed { $0.put(big: UInt64(0x30008), at: 40) }, field: "l1_table_offset"),
        HostileImage(
            "no refcount table",
            .qcow2,
            changed { $0.put(big: UInt32(0), at: 56) },
            field: "refcount_table_clusters"
        ),
        HostileImage(
            "refcount table of 2^48 bytes",
            .qcow2,
            changed { $0.put(big: UInt32.max, at: 56) },
            field: "refcount_table_clusters"
        ),
        HostileImage(
            "refcount table in the header",
            .qcow2,
            changed { $0.put(big: UInt64(0), at: 48) },
            field: "refcount_table_offset"
        ),
        HostileImage(
            "refcount table outside",
            .qcow2,
            changed { $0.put(big: UInt64(0x40000), at: 48) },
            outside: "refcount table"
        ),
        HostileImage(
            "snapshots by the billion",
            .qcow2,
            changed { $0.put(big: UInt32.max, at: 60) },
            field: "nb_snapshots"
        ),
        HostileImage(
            "snapshots outside",
            .qcow2,
            changed {
                $0.put(big: UInt32(1), at: 60)
                $0.put(big: UInt64(0x40000), at: 64)
            },
            outside: "snapshot table"
        ),
        HostileImage(
            "snapshots in the header",
            .qcow2,
            changed { $0.put(big: UInt32(1), at: 60) },
            field: "snapshots_offset"
        ),
    ]

    @Test("Hostile images", arguments: references + shapes + extensions + sizes)
    func refused(hostile: HostileImage) throws {
        let refusal = try #require(hostile.refusal, "the image was accepted")
        #expect(hostile.isExpected(refusal), "refused as \(refusal)")
    }

    @Test("A disk as large as the caller's limit is taken, and one byte more is not")
    func limit() throws {
        let exact = ImageInspector(Self.good, limits: ImageLimits(virtualSize: 1 << 30))
        #expect(try exact.inspect(declared: .qcow2).virtualSize == 1 << 30)
        #expect(throws: ImageRefusal.virtualSize(.qcow2, size: 1 << 30, limit: (1 << 30) - 1)) {
            try ImageInspector(Self.good, limits: ImageLimits(virtualSize: (1 << 30) - 1)).inspect(declared: .qcow2)
        }
    }
}
