extension SparseImage {
    /// A fixed disk of 10 MiB with a partition table, and the footer behind it.
    static func fixedVHD() -> SparseImage {
        var image = SparseImage.partitioned(size: 10 << 20)
        image.size += 512
        image.putVHDFooter(at: image.size - 512, kind: 2, headerOffset: .max)
        return image
    }

    /// An empty dynamic disk of 10 MiB in blocks of 2 MiB.
    static func dynamicVHD() -> SparseImage {
        var image = SparseImage(size: 2560)
        image.putVHDFooter(at: 0, kind: 3, headerOffset: 512)
        image.putVHDFooter(at: 2048, kind: 3, headerOffset: 512)
        image.put("cxsparse", at: 512)
        image.put(big: UInt64.max, at: 520)
        image.put(big: UInt64(1536), at: 528)
        image.put(big: UInt32(0x10000), at: 536)
        image.put(big: UInt32(5), at: 540)
        image.put(big: UInt32(2 << 20), at: 544)
        image.sealVHD()
        return image
    }

    mutating func putVHDFooter(at offset: UInt64, kind: UInt32, headerOffset: UInt64) {
        put("conectix", at: offset)
        put(big: UInt32(2), at: offset + 8)
        put(big: UInt32(0x10000), at: offset + 12)
        put(big: headerOffset, at: offset + 16)
        put("win ", at: offset + 28)
        put(big: UInt64(10 << 20), at: offset + 40)
        put(big: UInt64(10 << 20), at: offset + 48)
        put(big: UInt32(0x012C_0411), at: offset + 56)
        put(big: kind, at: offset + 60)
        putVHDChecksum(of: offset, length: 512, at: 64)
    }

    /// Makes the checksums right again after a change.
    mutating func sealVHD() {
        if read(offset: 0, count: 8) == Array("conectix".utf8) {
            putVHDChecksum(of: 0, length: 512, at: 64)
            putVHDChecksum(of: 512, length: 1024, at: 36)
        }
        if size >= 512 {
            putVHDChecksum(of: size - 512, length: 512, at: 64)
        }
    }

    private mutating func putVHDChecksum(of offset: UInt64, length: Int, at place: UInt64) {
        put(big: UInt32(0), at: offset + place)
        let sum = read(offset: offset, count: length).reduce(UInt32(0)) { $0 &+ UInt32($1) }
        put(big: ~sum, at: offset + place)
    }
}
