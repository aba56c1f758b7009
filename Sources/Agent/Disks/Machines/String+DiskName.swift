extension String {
    /// Whether this may name a disk's file in a machine's folder: `disk`, `disk.eph0`, `disk.swap`.
    var isDiskName: Bool {
        hasPrefix("disk") && utf8.count <= 64 && !hasSuffix(".part")
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default:
                    false
                }
            }
    }
}
