extension Sequence<UInt8> {
    /// The bytes as lower-case hexadecimal digits.
    var hexText: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension [UInt8] {
    /// The bytes that the hexadecimal digits stand for; nil for any other text.
    init?(hexText text: some StringProtocol) {
        self = []
        var high: Int?
        for character in text {
            guard character.isASCII, let digit = character.hexDigitValue else { return nil }
            if let first = high {
                append(UInt8(first << 4 | digit))
                high = nil
            } else {
                high = digit
            }
        }
        if high != nil { return nil }
    }
}
