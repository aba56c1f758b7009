internal import JSON

/// A record's bytes with the places of all values in them.
final class RecordDocument {
    let bytes: [UInt8]
    let tokens: [RecordToken]

    /// - Throws: `RecordReadError` where the bytes are no JSON text.
    init(_ bytes: [UInt8]) throws(RecordReadError) {
        self.bytes = bytes
        tokens = try RecordScanner.scan(bytes)
    }

    func failure(_ reason: String, at index: Int) -> RecordReadError {
        RecordReadError(reason: reason, offset: tokens[index].start)
    }

    func isNull(_ index: Int) -> Bool { tokens[index].kind == .null }

    func bool(_ index: Int) throws(RecordReadError) -> Bool {
        switch tokens[index].kind {
        case .yes: return true
        case .no: return false
        default: throw failure("true or false is expected", at: index)
        }
    }

    func string(_ index: Int) throws(RecordReadError) -> String {
        let token = tokens[index]
        switch token.kind {
        case .string:
            let slice = bytes[token.start..<token.end]
            // Short texts lie in the value itself, and take no memory that could be shared.
            let isShort = slice.count <= 15
            guard let text = isShort ? String(validating: slice, as: UTF8.self) : RecordPool.shared.string(slice)
            else { throw failure("text that is not UTF-8", at: index) }
            return text
        case .escapedString: return try unescaped(token)
        default: throw failure("a string is expected", at: index)
        }
    }

    private func unescaped(_ token: RecordToken) throws(RecordReadError) -> String {
        do throws(JSONSyntaxError) {
            let text = try JSONValue(parsing: Array(bytes[(token.start - 1)...token.end]))
            return text.stringValue ?? ""
        } catch {
            throw RecordReadError(reason: error.reason, offset: token.start - 1 + error.offset)
        }
    }

    func integer<Number: FixedWidthInteger>(_ index: Int) throws(RecordReadError) -> Number {
        let token = tokens[index]
        guard token.kind == .number else { throw failure("a number is expected", at: index) }
        if let number = Number(String(decoding: bytes[token.start..<token.end], as: UTF8.self)) { return number }
        throw failure("a whole number from \(Number.min) to \(Number.max) is expected", at: index)
    }

    func number(_ index: Int) throws(RecordReadError) -> Double {
        let token = tokens[index]
        guard token.kind == .number,
            let number = Double(String(decoding: bytes[token.start..<token.end], as: UTF8.self))
        else { throw failure("a number is expected", at: index) }
        return number
    }

    /// The value of the object's member of that name.
    func member(_ name: String, of object: Int) -> Int? {
        var name = name
        return name.withUTF8 { wanted in
            var place = object + 1
            let end = tokens[object].next
            while place < end {
                let token = tokens[place]
                if token.end - token.start == wanted.count, bytes[token.start..<token.end].elementsEqual(wanted) {
                    return place + 1
                }
                if token.kind == .escapedString, let text = try? string(place), text.utf8.elementsEqual(wanted) {
                    return place + 1
                }
                place = tokens[place + 1].next
            }
            return nil
        }
    }

    /// The names of the object's members, in their order.
    func names(of object: Int) throws(RecordReadError) -> [String] {
        var names: [String] = []
        var place = object + 1
        while place < tokens[object].next {
            names.append(try string(place))
            place = tokens[place + 1].next
        }
        return names
    }

    /// The places of the array's elements.
    func elements(of array: Int) -> [Int] {
        var elements: [Int] = []
        var place = array + 1
        while place < tokens[array].next {
            elements.append(place)
            place = tokens[place].next
        }
        return elements
    }
}
