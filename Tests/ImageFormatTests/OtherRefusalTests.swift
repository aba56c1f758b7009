import ImageFormat
import Testing

@Suite("VHD, VHDX, VDI and ploop images with a parent or a lie are refused, and the refusal says why")
struct OtherRefusalTests {
    private static func vhd(_ change: (inout SparseImage) -> Void) -> SparseImage {
        SparseImage.dynamicVHD().with {
            change(&$0)
            // The copy at the end follows, so that only what is wanted is wrong.
            $0.put($0.read(offset: 0, count: 512), at: 2048)
            $0.sealVHD()
        }
    }

    private static func vhdx(_ change: (inout SparseImage) -> Void) -> SparseImage {
        SparseImage.vhdx().with {
            change(&$0)
            $0.sealVHDX()
        }
    }

    private static func vdi(_ change: (inout SparseImage) -> Void) -> SparseImage { SparseImage.vdi().with(change) }

    private static func ploop(_ change: (inout SparseImage) -> Void) -> SparseImage { SparseImage.ploop().with(change) }

    static let vhds: [HostileImage] = [
        HostileImage("differencing", .vhd, vhd { $0.put(big: UInt32(4), at: 60) }, .backingFile(.vhd)),
        HostileImage("parent's id", .vhd, vhd { $0.put([7], at: 512 + 40) }, .backingFile(.vhd)),
        HostileImage("parent locator", .vhd, vhd { $0.put("W2ku", at: 512 + 576 + 48) }, .backingFile(.vhd)),
        HostileImage("fixed at the start", .vhd, vhd { $0.put(big: UInt32(2), at: 60) }) {
            $0 == .unsupportedSubformat(.vhd, "disk type 2")
        },
        HostileImage(
            "version 2",
            .vhd,
            vhd { $0.put(big: UInt32(0x20000), at: 12) },
            .unsupportedVersion(.vhd, 0x20000)
        ),
        HostileImage("saved state", .vhd, vhd { $0.put([1], at: 84) }, .notCleanlyClosed(.vhd)),
        HostileImage("2^63 bytes", .vhd, vhd { $0.put(big: UInt64(1) << 63, at: 48) }) {
            $0 == .virtualSize(.vhd, size: 1 << 63, limit: 64 << 40)
        },
        HostileImage("table too small", .vhd, vhd { $0.put(big: UInt64(1 << 40), at: 48) }, field: "table entries"),
        HostileImage("block of 0", .vhd, vhd { $0.put(big: UInt32(0), at: 544) }, field: "block size"),
        HostileImage("block of 3 MiB", .vhd, vhd { $0.put(big: UInt32(3 << 20), at: 544) }, field: "block size"),
        HostileImage("table outside", .vhd, vhd { $0.put(big: UInt64.max, at: 528) }, outside: "block table"),
        HostileImage("header outside", .vhd, vhd { $0.put(big: UInt64.max, at: 16) }, outside: "dynamic disk header"),
        HostileImage("copy damaged", .vhd, SparseImage.dynamicVHD().with { $0.put([9], at: 40) }, malformed: "damaged"),
        HostileImage(
            "footer damaged",
            .vhd,
            SparseImage.dynamicVHD().with { $0.put([9], at: 2088) },
            malformed: "contradict"
        ),
        HostileImage(
            "header damaged",
            .vhd,
            SparseImage.dynamicVHD().with { $0.put([9], at: 600) },
            malformed: "damaged"
        ),
        HostileImage(
            "fixed and cut",
            .vhd,
            SparseImage.fixedVHD().with {
                $0.size -= 1 << 20
                $0.putVHDFooter(at: $0.size - 512, kind: 2, headerOffset: .max)
            },
            outside: "data"
        ),
        HostileImage("cut to its cookie", .vhd, SparseImage.dynamicVHD().with { $0.size = 8 }, outside: "footer"),
    ]

    private static let region: UInt64 = 192 << 10
    private static let other: UInt64 = 256 << 10
    private static let metadata: UInt64 = 2 << 20

    static let vhdxs: [HostileImage] = [
        HostileImage("has parent", .vhdx, vhdx { $0.put([2], at: metadata + 0x10004) }, .backingFile(.vhdx)),
        HostileImage(
            "parent locator",
            .vhdx,
            vhdx {
                $0.put(little: UInt16(4), at: metadata + 10)
                $0.putVHDXItem("A8D35F2DB30B454DABF7D3D84834AB0C", index: 3, place: 0x10020, length: 20)
            },
            .backingFile(.vhdx)
        ),
        HostileImage("log", .vhdx, vhdx { $0.put([1], at: (128 << 10) + 48) }, .notCleanlyClosed(.vhdx)),
        HostileImage("version 2", .vhdx, vhdx { $0.put([2], at: (128 << 10) + 66) }, .unsupportedVersion(.vhdx, 2)),
        HostileImage(
            "equal headers that differ",
            .vhdx,
            vhdx {
                $0.put([2], at: (64 << 10) + 8)
                $0.put([1], at: (64 << 10) + 48)
            },
            malformed: "contradict"
        ),
        HostileImage(
            "headers damaged",
            .vhdx,
            SparseImage.vhdx().with {
                $0.put([9], at: (64 << 10) + 100)
                $0.put([9], at: (128 << 10) + 100)
            },
            malformed: "headers are damaged"
        ),
        HostileImage(
            "a region table of its own",
            .vhdx,
            vhdx { $0.put([5], at: other + 16 + 18) },
            malformed: "contradict"
        ),
        HostileImage(
            "region table damaged",
            .vhdx,
            SparseImage.vhdx().with { $0.put([9], at: region + 20) },
            malformed: "damaged"
        ),
        HostileImage(
            "unknown region",
            .vhdx,
            vhdx { image in
                for table in [region, other] {
                    image.put([3], at: table + 8)
                    image.putVHDXRegion(String(repeating: "0F", count: 16), at: table + 80, place: 1 << 20)
                }
            },
            .unknownFeatures(.vhdx, ["region 0F0F0F0F-0F0F-0F0F-0F0F-0F0F0F0F0F0F"])
        ),
        HostileImage(
            "region outside",
            .vhdx,
            vhdx { image in for table in [region, other] { image.put(little: UInt64.max, at: table + 32) } },
            outside: "region"
        ),
        HostileImage(
            "regions by the billion",
            .vhdx,
            vhdx { image in for table in [region, other] { image.put(little: UInt32.max, at: table + 8) } },
            field: "region count"
        ),
        HostileImage(
            "unknown metadata",
            .vhdx,
            vhdx {
                $0.put(little: UInt16(4), at: metadata + 10)
                $0.putVHDXItem(String(repeating: "0F", count: 16), index: 3, place: 0x10020, length: 8)
            },
            .unknownFeatures(.vhdx, ["metadata item 0F0F0F0F-0F0F-0F0F-0F0F-0F0F0F0F0F0F"])
        ),
        HostileImage(
            "item outside",
            .vhdx,
            vhdx { $0.put(little: UInt32.max, at: metadata + 32 + 16) },
            field: "metadata item offset"
        ),
        HostileImage("no size", .vhdx, vhdx { $0.put([0], at: metadata + 64) }, where: { $0 != .empty }),
        HostileImage("metadata damaged", .vhdx, vhdx { $0.put("x", at: metadata) }, malformed: "metadata table"),
        HostileImage("2^64 bytes", .vhdx, vhdx { $0.put(little: UInt64.max, at: metadata + 0x10008) }) {
            $0 == .virtualSize(.vhdx, size: .max, limit: 64 << 40)
        },
        HostileImage(
            "table too small",
            .vhdx,
            vhdx { $0.put(little: UInt64(8 << 40), at: metadata + 0x10008) },
            field: "block table length"
        ),
        HostileImage("odd size", .vhdx, vhdx { $0.put([1], at: metadata + 0x10008) }, field: "virtual disk size"),
        HostileImage(
            "block of 0",
            .vhdx,
            vhdx { $0.put(little: UInt32(0), at: metadata + 0x10000) },
            field: "block size"
        ),
        HostileImage(
            "sector of 0",
            .vhdx,
            vhdx { $0.put(little: UInt32(0), at: metadata + 0x10010) },
            field: "logical sector size"
        ),
        HostileImage(
            "metadata item twice",
            .vhdx,
            vhdx { $0.putVHDXItem("2FA54224CD1B4876B2115DBED83BF4B8", index: 2, place: 0x10010, length: 4) },
            malformed: "item appears twice"
        ),
        HostileImage(
            "region twice",
            .vhdx,
            vhdx { image in
                for table in [region, other] {
                    image.putVHDXRegion("8B7CA20647904B9AB8FE575F050F886E", at: table + 16, place: 3 << 20)
                }
            },
            malformed: "region appears twice"
        ),
        HostileImage(
            "region missing",
            .vhdx,
            vhdx { image in for table in [region, other] { image.put([1], at: table + 8) } },
            malformed: "lacks a region"
        ),
        HostileImage(
            "region in the headers",
            .vhdx,
            vhdx { image in
                for table in [region, other] { image.put(little: UInt64(64 << 10), at: table + 32) }
            },
            field: "region offset"
        ),
        HostileImage("cut", .vhdx, SparseImage.vhdx().with { $0.size = 300 << 10 }, outside: "region table"),
    ]

    static let vdis: [HostileImage] = [
        HostileImage("differencing", .vdi, vdi { $0.put(little: UInt32(4), at: 0x4C) }, .backingFile(.vdi)),
        HostileImage("parent's id", .vdi, vdi { $0.put([1], at: 0x1C7) }, .backingFile(.vdi)),
        HostileImage("link", .vdi, vdi { $0.put([1], at: 0x1A8) }, .backingFile(.vdi)),
        HostileImage("type 0", .vdi, vdi { $0.put([0], at: 0x4C) }, field: "image type"),
        HostileImage("version 2", .vdi, vdi { $0.put(little: UInt32(2), at: 0x44) }, .unsupportedVersion(.vdi, 2)),
        HostileImage("2^63 bytes", .vdi, vdi { $0.put(little: UInt64(1) << 63, at: 0x170) }) {
            $0 == .virtualSize(.vdi, size: 1 << 63, limit: 64 << 40)
        },
        HostileImage("sector of 1", .vdi, vdi { $0.put(little: UInt32(1), at: 0x168) }, field: "sector size"),
        HostileImage("block of 0", .vdi, vdi { $0.put(little: UInt32(0), at: 0x178) }, field: "block size"),
        HostileImage("too few blocks", .vdi, vdi { $0.put(little: UInt32(99), at: 0x180) }, field: "blocks in image"),
        HostileImage("too many blocks", .vdi, vdi { $0.put(little: UInt32.max, at: 0x180) }, field: "blocks in image"),
        HostileImage("map outside", .vdi, vdi { $0.put(little: UInt32(4096), at: 0x154) }, outside: "block map"),
        HostileImage(
            "map in the header",
            .vdi,
            vdi { $0.put(little: UInt32(0), at: 0x154) },
            field: "block map offset"
        ),
        HostileImage("data askew", .vdi, vdi { $0.put(little: UInt32(1023), at: 0x158) }, field: "data offset"),
        HostileImage("data that is not there", .vdi, vdi { $0.put(little: UInt32(1), at: 0x184) }, outside: "data"),
        HostileImage(
            "more allocated than there are",
            .vdi,
            vdi { $0.put(little: UInt32(101), at: 0x184) },
            field: "blocks allocated"
        ),
        HostileImage("cut", .vdi, vdi { $0.size = 100 }, outside: "header"),
    ]

    static let ploops: [HostileImage] = [
        HostileImage("version 3", .ploop, ploop { $0.put([3], at: 16) }, .unsupportedVersion(.ploop, 3)),
        HostileImage(
            "in use",
            .ploop,
            ploop { $0.put(little: UInt32(0x746F_6E59), at: 44) },
            .notCleanlyClosed(.ploop)
        ),
        HostileImage("cluster of 0", .ploop, ploop { $0.put(little: UInt32(0), at: 28) }, field: "cluster size"),
        HostileImage("2^64 sectors", .ploop, ploop { $0.put(little: UInt64.max, at: 36) }) {
            $0 == .virtualSize(.ploop, size: .max, limit: 64 << 40)
        },
        HostileImage("table too small", .ploop, ploop { $0.put(little: UInt32(99), at: 32) }, field: "table entries"),
        HostileImage(
            "table outside",
            .ploop,
            ploop { $0.put(little: UInt32(1 << 28), at: 32) },
            outside: "block table"
        ),
        HostileImage("data outside", .ploop, ploop { $0.put(little: UInt32.max, at: 48) }, outside: "data"),
        HostileImage(
            "extension outside",
            .ploop,
            ploop { $0.put(little: UInt64.max, at: 56) },
            outside: "format extension"
        ),
    ]

    @Test("Hostile images", arguments: vhds + vhdxs + vdis + ploops)
    func refused(hostile: HostileImage) throws {
        let refusal = try #require(hostile.refusal, "the image was accepted")
        #expect(hostile.isExpected(refusal), "refused as \(refusal)")
    }
}
