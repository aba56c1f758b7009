extension String {
    /// The text with its `%XX` resolved (RFC 3986, section 2.1); what is no such triple stays as it is.
    ///
    /// - Parameter plusIsSpace: as in the query of an HTML form, which is how Python's clients write one.
    init(percentDecoding text: some StringProtocol, plusIsSpace: Bool = false) {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var offset = 0
        while offset < source.count {
            let byte = source[offset]
            if byte == UInt8(ascii: "%"), offset + 2 < source.count, let high = Self.digit(source[offset + 1]),
                let low = Self.digit(source[offset + 2])
            {
                bytes.append(high << 4 | low)
                offset += 3
                continue
            }
            bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            offset += 1
        }
        self = String(decoding: bytes, as: UTF8.self)
    }

    /// The text as one component of a URL: all but RFC 3986's unreserved characters escaped.
    var percentEncoded: String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.flatMap { UInt8(exactly: $0) }
    }
}
