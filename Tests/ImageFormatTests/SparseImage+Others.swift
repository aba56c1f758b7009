extension SparseImage {
    /// A disk with one partition in a master boot record.
    static func partitioned(size: UInt64 = 1 << 20) -> SparseImage {
        var image = SparseImage(size: size)
        image.put([0x80, 0, 2, 0, 0x83, 0, 0, 0, 1, 0, 0, 0, 0xFF, 7, 0, 0], at: 446)
        image.put([0x55, 0xAA], at: 510)
        return image
    }

    static func gpt(sectorSize: UInt64 = 512) -> SparseImage {
        var image = SparseImage.partitioned()
        image.put([0, 0, 2, 0, 0xEE, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0xFF, 7, 0, 0], at: 446)
        image.put("EFI PART", at: sectorSize)
        return image
    }

    static func iso(_ identifier: String = "CD001") -> SparseImage {
        SparseImage(size: 1 << 20).with { $0.put("\u{1}\(identifier)\u{1}", at: 0x8000) }
    }

    /// An empty dynamic disk of 100 MiB.
    static func vdi() -> SparseImage {
        var image = SparseImage(size: 1024)
        image.put("<<< QEMU VM Virtual Disk Image >>>\n", at: 0)
        image.put(little: UInt32(0xBEDA_107F), at: 0x40)
        image.put(little: UInt32(0x10001), at: 0x44)
        image.put(little: UInt32(0x180), at: 0x48)
        image.put(little: UInt32(1), at: 0x4C)
        image.put(little: UInt32(512), at: 0x154)
        image.put(little: UInt32(1024), at: 0x158)
        image.put(little: UInt32(512), at: 0x168)
        image.put(little: UInt64(100 << 20), at: 0x170)
        image.put(little: UInt32(1 << 20), at: 0x178)
        image.put(little: UInt32(100), at: 0x180)
        image.put([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], at: 0x188)
        return image
    }

    /// An empty disk of 100 MiB.
    static func ploop() -> SparseImage {
        var image = SparseImage(size: 1 << 20)
        image.put("WithouFreSpacExt", at: 0)
        image.put(little: UInt32(2), at: 16)
        image.put(little: UInt32(2048), at: 28)
        image.put(little: UInt32(100), at: 32)
        image.put(little: UInt64(204800), at: 36)
        image.put(little: UInt32(2048), at: 48)
        return image
    }
}
