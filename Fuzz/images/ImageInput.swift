import ImageFormat

/// An image as the fuzzer writes it: few bytes may stand for a file of a terabyte.
///
/// `[declared format] [flags] [file size: 5 bytes]`, then pieces of `[offset: 5 bytes] [length: 2 bytes] [bytes]`; numbers
/// are little-endian. Flag 1 makes the checksums of a VHD right, flag 2 those of a VHDX, so that what lies behind them is
/// reached.
struct ImageInput {
    let declared: DiskFormat
    let image: SparseImage

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 7 else { return nil }
        let formats = DiskFormat.allCases
        declared = formats[Int(bytes[0]) % formats.count]
        var image = SparseImage(size: Self.number(bytes, 2, 5))
        var place = 7
        while place + 7 <= bytes.count {
            let offset = Self.number(bytes, place, 5)
            let length = min(Int(Self.number(bytes, place + 5, 2)), bytes.count - place - 7)
            image.put(Array(bytes[place + 7..<place + 7 + length]), at: offset)
            place += 7 + length
        }
        if bytes[1] & 1 != 0, declared == .vhd { image.sealVHD() }
        if bytes[1] & 2 != 0, declared == .vhdx { image.sealVHDX() }
        self.image = image
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
    }
}
