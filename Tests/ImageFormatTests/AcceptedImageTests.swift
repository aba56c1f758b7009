import ImageFormat
import Testing

@Suite("An image that is what it is declared to be, and complete, is accepted")
struct AcceptedImageTests {
    @Test("Plain bytes are raw, and as large as the file", arguments: [DiskFormat.raw, .ami, .ari, .aki])
    func plain(declared: DiskFormat) throws {
        let facts = try ImageInspector(SparseImage(size: 4097)).inspect(declared: declared)
        #expect(facts == ImageFacts(format: declared, fileSize: 4097, virtualSize: 4097))
    }

    @Test("A partition table is what a raw disk has")
    func partitioned() throws {
        #expect(try ImageInspector(SparseImage.partitioned()).inspect(declared: .raw).content == [.mbr])
        #expect(try ImageInspector(SparseImage.gpt()).inspect(declared: .raw).content == [.gpt, .mbr])
        let large = SparseImage.gpt(sectorSize: 4096)
        #expect(try ImageInspector(large).inspect(declared: .raw).content == [.gpt, .mbr])
    }

    @Test(
        "An ISO image is iso",
        arguments: [("CD001", "iso9660"), ("BEA01", "udf"), ("NSR02", "udf"), ("NSR03", "udf")]
    )
    func iso(identifier: String, kind: String) throws {
        let facts = try ImageInspector(SparseImage.iso(identifier)).inspect(declared: .iso)
        #expect(facts.subformat == kind)
        #expect(facts.virtualSize == 1 << 20)
    }

    @Test("An ISO image with a partition table may be either", arguments: [DiskFormat.iso, .raw, .ami])
    func hybrid(declared: DiskFormat) throws {
        let image = SparseImage.gpt().with { $0.put("\u{1}CD001\u{1}", at: 0x8000) }
        let facts = try ImageInspector(image).inspect(declared: declared)
        #expect(facts.format == declared)
        #expect(facts.content == [.iso, .gpt, .mbr])
    }

    @Test("qcow2 of both versions", arguments: [UInt32(2), 3])
    func qcow2(version: UInt32) throws {
        let facts = try ImageInspector(SparseImage.qcow2(version: version)).inspect(declared: .qcow2)
        #expect(facts.virtualSize == 1 << 30)
        #expect(facts.clusterSize == 65536)
        #expect(
            facts.qcow2
                == Qcow2Facts(
                    version: version,
                    internalSnapshots: 0,
                    compression: .zlib,
                    isDirty: false,
                    hasExtendedL2: false,
                    bitmaps: 0
                )
        )
    }

    @Test("What qcow2 may carry is told")
    func qcow2Facts() throws {
        var image = SparseImage.qcow2()
        image.size = 0x60000
        image.put(big: UInt64(0b11001), at: 72)
        image.put(big: UInt64(1), at: 88)
        image.put([1], at: 104)
        image.put(big: UInt32(4), at: 36)
        image.put(big: UInt32(3), at: 60)
        image.put(big: UInt64(0x40000), at: 64)
        image.putQcow2Extension(0x1234_5678, length: 3, data: [9, 9, 9])
        image.putQcow2Extension(0xE279_2ACA, length: 3, data: Array("raw".utf8), skipping: 16)
        image.putQcow2Extension(0x2385_2875, length: 24, skipping: 32)
        image.put(big: UInt32(2), at: 152)
        image.put(big: UInt64(64), at: 160)
        image.put(big: UInt64(0x50000), at: 168)
        let facts = try ImageInspector(image).inspect(declared: .qcow2)
        #expect(
            facts.qcow2
                == Qcow2Facts(
                    version: 3,
                    internalSnapshots: 3,
                    compression: .zstd,
                    isDirty: true,
                    hasExtendedL2: true,
                    bitmaps: 2
                )
        )
    }

    @Test("VMDK in one file, with the directory found by header or footer")
    func vmdk() throws {
        let sparse = try ImageInspector(SparseImage.vmdk()).inspect(declared: .vmdk)
        #expect(sparse.subformat == "monolithicSparse")
        #expect(sparse.virtualSize == 10 << 20)
        #expect(sparse.clusterSize == 65536)
        let stream = try ImageInspector(SparseImage.vmdkStream()).inspect(declared: .vmdk)
        #expect(stream.subformat == "streamOptimized")
        #expect(stream.virtualSize == 10 << 20)
    }

    @Test("VHD, fixed with the partition table of its disk, and dynamic")
    func vhd() throws {
        let fixed = try ImageInspector(SparseImage.fixedVHD()).inspect(declared: .vhd)
        #expect(fixed.content == [.vhd, .mbr])
        #expect(fixed.subformat == "fixed")
        #expect(fixed.virtualSize == 10 << 20)
        let dynamic = try ImageInspector(SparseImage.dynamicVHD()).inspect(declared: .vhd)
        #expect(dynamic.subformat == "dynamic")
        #expect(dynamic.virtualSize == 10 << 20)
        #expect(dynamic.clusterSize == 2 << 20)
    }

    @Test("VHDX, VDI and ploop")
    func others() throws {
        let vhdx = try ImageInspector(SparseImage.vhdx()).inspect(declared: .vhdx)
        #expect(vhdx.virtualSize == 1 << 30)
        #expect(vhdx.clusterSize == 32 << 20)
        let vdi = try ImageInspector(SparseImage.vdi()).inspect(declared: .vdi)
        #expect(vdi.virtualSize == 100 << 20)
        let ploop = try ImageInspector(SparseImage.ploop()).inspect(declared: .ploop)
        #expect(ploop.virtualSize == 100 << 20)
        #expect(ploop.clusterSize == 1 << 20)
    }

    @Test("An image in memory is read as one in a file")
    func memory() throws {
        let sparse = SparseImage.qcow2()
        let memory = MemoryImage(sparse.read(offset: 0, count: Int(sparse.size)))
        #expect(
            try ImageInspector(memory).inspect(declared: .qcow2) == ImageInspector(sparse).inspect(declared: .qcow2)
        )
    }
}
