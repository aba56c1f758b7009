/// Finds the values of a JSON text (RFC 8259) in one pass, without making any of them.
///
/// An object's members follow it as name and value in turns, an array's elements as they are.
struct RecordScanner {
    /// Records are not nested deeper than a few levels; what is would use up the stack.
    private static let deepest = 64

    private let bytes: [UInt8]
    private var offset = 0
    private var tokens: [RecordToken] = []

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 8)
    }

    /// - Throws: `RecordReadError` with the place where it is no JSON text.
    static func scan(_ bytes: [UInt8]) throws(RecordReadError) -> [RecordToken] {
        var scanner = RecordScanner(bytes)
        try scanner.value(depth: 0)
        scanner.skipSpace()
        guard scanner.offset == bytes.count else { throw scanner.failure("text after the document") }
        return scanner.tokens
    }

    private func failure(_ reason: String) -> RecordReadError { RecordReadError(reason: reason, offset: offset) }

    private var current: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    private mutating func skipSpace() {
        while current == 0x20 || current == 0x0A || current == 0x0D || current == 0x09 { offset += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(RecordReadError) {
        skipSpace()
        switch current {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "t"): try literal("true", .yes)
        case UInt8(ascii: "f"): try literal("false", .no)
        case UInt8(ascii: "n"): try literal("null", .null)
        default: try number()
        }
    }

    private mutating func add(_ kind: RecordToken.Kind, from start: Int, to end: Int) {
        tokens.append(RecordToken(kind: kind, start: start, end: end, next: tokens.count + 1))
    }

    private mutating func object(depth: Int) throws(RecordReadError) {
        let place = try open(.object, depth: depth)
        if !take(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard current == UInt8(ascii: "\"") else { throw failure("a member's name is expected") }
                try string()
                skipSpace()
                guard take(UInt8(ascii: ":")) else { throw failure("':' is expected") }
                try value(depth: depth + 1)
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw failure("',' or '}' is expected") }
        }
        close(place)
    }

    private mutating func array(depth: Int) throws(RecordReadError) {
        let place = try open(.array, depth: depth)
        if !take(UInt8(ascii: "]")) {
            repeat {
                try value(depth: depth + 1)
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw failure("',' or ']' is expected") }
        }
        close(place)
    }

    /// - Returns: the token's place, for `close`.
    private mutating func open(_ kind: RecordToken.Kind, depth: Int) throws(RecordReadError) -> Int {
        guard depth < Self.deepest else { throw failure("nesting deeper than \(Self.deepest)") }
        add(kind, from: offset, to: offset)
        offset += 1
        skipSpace()
        return tokens.count - 1
    }

    private mutating func close(_ place: Int) {
        tokens[place].end = offset
        tokens[place].next = tokens.count
    }

    private mutating func literal(_ text: StaticString, _ kind: RecordToken.Kind) throws(RecordReadError) {
        let end = offset + text.utf8CodeUnitCount
        guard end <= bytes.count, text.withUTF8Buffer({ bytes[offset..<end].elementsEqual($0) }) else {
            throw failure("a value is expected")
        }
        add(kind, from: offset, to: end)
        offset = end
    }

    private mutating func string() throws(RecordReadError) {
        offset += 1
        let start = offset
        var kind = RecordToken.Kind.string
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                add(kind, from: start, to: offset)
                offset += 1
                return
            case UInt8(ascii: "\\"):
                kind = .escapedString
                offset += 2
            case 0..<0x20: throw failure("a control character in a string")
            default: offset += 1
            }
        }
        throw failure("a string without an end")
    }

    private mutating func number() throws(RecordReadError) {
        let start = offset
        while offset < bytes.count, Self.isOfNumber(bytes[offset]) { offset += 1 }
        guard offset > start else { throw failure("a value is expected") }
        add(.number, from: start, to: offset)
    }

    /// What the digits mean is found out, and may be refused, where a number is read.
    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
