/// The number that a thing has where the API once counted rows: always the same for the same name.
enum StableNumber {
    /// A positive number of 31 bits, FNV-1a of the name.
    static func of(_ name: String) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return max(1, Int(hash & 0x7FFF_FFFF))
    }
}
