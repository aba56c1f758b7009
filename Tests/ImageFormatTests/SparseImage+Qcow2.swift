extension SparseImage {
    /// What `qemu-img create -f qcow2 disk.qcow2 1G` makes, without its feature name table.
    static func qcow2(version: UInt32 = 3, virtualSize: UInt64 = 1 << 30) -> SparseImage {
        var image = SparseImage(size: 0x30000 + 16)
        image.put([0x51, 0x46, 0x49, 0xFB], at: 0)
        image.put(big: version, at: 4)
        image.put(big: UInt32(16), at: 20)
        image.put(big: virtualSize, at: 24)
        image.put(big: UInt32(2), at: 36)
        image.put(big: UInt64(0x30000), at: 40)
        image.put(big: UInt64(0x10000), at: 48)
        image.put(big: UInt32(1), at: 56)
        if version == 3 {
            image.put(big: UInt32(4), at: 96)
            image.put(big: UInt32(112), at: 100)
        }
        return image
    }

    /// Adds a header extension behind a 112-byte header and `skipping` bytes of others.
    mutating func putQcow2Extension(_ kind: UInt32, length: UInt32, data: [UInt8] = [], skipping: UInt64 = 0) {
        put(big: kind, at: 112 + skipping)
        put(big: length, at: 116 + skipping)
        put(data, at: 120 + skipping)
    }
}
