/// The Castagnoli checksum that VHDX structures carry (MS-VHDX 2.2).
enum CRC32C {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1
        }
    }

    static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { crc, byte in
            crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
        }
    }

    /// Whether the checksum stored at `offset` is that of the bytes with zeros in its place.
    static func isRight(_ bytes: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset <= bytes.count - 4 else { return false }
        let stored = bytes[offset..<offset + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var cleared = bytes
        cleared.replaceSubrange(offset..<offset + 4, with: [0, 0, 0, 0])
        return stored == of(cleared)
    }
}
