/// The text that a JSON string with escapes stands for.
enum RecordText {
    /// - Parameter slice: what lies between the quotes.
    static func unescape(_ slice: ArraySlice<UInt8>) throws(RecordReadError) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(slice.count)
        var rest = slice
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "u"): text.append(contentsOf: try scalar(&rest).utf8)
            case let byte? where [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(byte):
                text.append(byte)
            default: throw RecordReadError(reason: "an unknown escape", offset: rest.startIndex)
            }
        }
        guard let result = String(validating: text, as: UTF8.self) else {
            throw RecordReadError(reason: "text that is not UTF-8", offset: slice.startIndex)
        }
        return result
    }

    /// One scalar of one escape, or of two that are a surrogate pair.
    private static func scalar(_ rest: inout ArraySlice<UInt8>) throws(RecordReadError) -> String {
        let first = try fourDigits(&rest)
        var value = first
        if (0xD800..<0xDC00).contains(first), rest.starts(with: "\\u".utf8) {
            rest = rest.dropFirst(2)
            let second = try fourDigits(&rest)
            guard (0xDC00..<0xE000).contains(second) else {
                throw RecordReadError(reason: "a lone surrogate", offset: rest.startIndex)
            }
            value = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw RecordReadError(reason: "a lone surrogate", offset: rest.startIndex)
        }
        return String(Character(scalar))
    }

    private static func fourDigits(_ rest: inout ArraySlice<UInt8>) throws(RecordReadError) -> UInt32 {
        let digits = rest.prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw RecordReadError(reason: "four hex digits are expected", offset: rest.startIndex) }
        rest = rest.dropFirst(4)
        return value
    }
}
