/// The checksum of VHD structures: the complement of the sum of all bytes outside the checksum itself.
enum VHDChecksum {
    static func isRight(_ bytes: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset <= bytes.count - 4 else { return false }
        var sum: UInt32 = 0
        for (index, byte) in bytes.enumerated() where index < offset || index >= offset + 4 {
            sum &+= UInt32(byte)
        }
        let stored = bytes[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return stored == ~sum
    }
}
