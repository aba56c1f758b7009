extension SparseImage {
    private static let metadata: UInt64 = 2 << 20

    /// A dynamic disk of 1 GiB in blocks of 32 MiB.
    static func vhdx() -> SparseImage {
        var image = SparseImage(size: 4 << 20)
        image.put("vhdxfile", at: 0)
        for (index, offset) in [UInt64(64 << 10), 128 << 10].enumerated() {
            image.put("head", at: offset)
            image.put(little: UInt64(index + 1), at: offset + 8)
            image.put(little: UInt16(1), at: offset + 66)
            image.put(little: UInt32(1 << 20), at: offset + 68)
            image.put(little: UInt64(1 << 20), at: offset + 72)
        }
        for offset in [UInt64(192 << 10), 256 << 10] {
            image.put("regi", at: offset)
            image.put(little: UInt32(2), at: offset + 8)
            image.putVHDXRegion("2DC27766F62342009D64115E9BFD4A08", at: offset + 16, place: 3 << 20)
            image.putVHDXRegion("8B7CA20647904B9AB8FE575F050F886E", at: offset + 48, place: metadata)
        }
        image.put("metadata", at: metadata)
        image.put(little: UInt16(3), at: metadata + 10)
        image.putVHDXItem("CAA16737FA364D43B3B633F0AA44E76B", index: 0, place: 0x10000, length: 8)
        image.put(little: UInt32(32 << 20), at: metadata + 0x10000)
        image.putVHDXItem("2FA54224CD1B4876B2115DBED83BF4B8", index: 1, place: 0x10008, length: 8)
        image.put(little: UInt64(1 << 30), at: metadata + 0x10008)
        image.putVHDXItem("8141BF1DA96F4709BA47F233A8FAAB5F", index: 2, place: 0x10010, length: 4)
        image.put(little: UInt32(512), at: metadata + 0x10010)
        image.sealVHDX()
        return image
    }

    mutating func putVHDXRegion(_ identifier: String, at offset: UInt64, place: UInt64, isRequired: Bool = true) {
        putVHDXIdentifier(identifier, at: offset)
        put(little: place, at: offset + 16)
        put(little: UInt32(1 << 20), at: offset + 24)
        put(little: UInt32(isRequired ? 1 : 0), at: offset + 28)
    }

    mutating func putVHDXItem(_ identifier: String, index: UInt64, place: UInt32, length: UInt32, flags: UInt32 = 4) {
        let entry = Self.metadata + 32 + index * 32
        putVHDXIdentifier(identifier, at: entry)
        put(little: place, at: entry + 16)
        put(little: length, at: entry + 20)
        put(little: flags, at: entry + 24)
    }

    /// Makes the checksums right again after a change.
    mutating func sealVHDX() {
        for (offset, length) in [(64 << 10, 4096), (128 << 10, 4096), (192 << 10, 65536), (256 << 10, 65536)] {
            let offset = UInt64(offset)
            put(little: UInt32(0), at: offset + 4)
            put(little: Self.crc32c(read(offset: offset, count: length)), at: offset + 4)
        }
    }

    /// Twelve lines of their own, so that the inspector's sum is compared with another.
    static func crc32c(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = ~0
        for byte in bytes {
            crc ^= UInt32(byte)
            var bit = 0
            while bit < 8 {
                crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1
                bit += 1
            }
        }
        return ~crc
    }

    private mutating func putVHDXIdentifier(_ identifier: String, at offset: UInt64) {
        let digits = Array(identifier)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
        put(order.map { bytes[$0] }, at: offset)
    }
}
