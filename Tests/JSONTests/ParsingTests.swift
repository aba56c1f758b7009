import Testing

@testable import JSON

@Suite("Reading JSON")
struct ParsingTests {
    @Test(
        "A document is read as what it says",
        arguments: [
            ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-7", -7), ("-0", 0),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)), ("1.5", .number(1.5)),
            ("1.0", .number(1)), ("1e2", .number(100)), ("1E+2", .number(100)), ("25e-1", .number(2.5)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), (#""""#, ""), ("[]", []), ("{}", [:]),
            ("[ 1 ,\t\"a\",\r\n[null] ]", [1, "a", [nil]]), (#"{"b":1,"a":{"c":[]}}"#, ["b": 1, "a": ["c": []]]),
        ] as [(String, JSONValue)])
    func values(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == value)
    }

    @Test(
        "Escapes are read",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
            (#""\ud83d\ude00""#, "😀"), (#""\u0000""#, "\0"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
            ("\"é😀\u{7F}\"", "é😀\u{7F}"),
        ])
    func escapes(text: String, value: String) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == .string(value))
    }

    @Test(
        "What is no JSON is refused at the byte where it goes wrong",
        arguments: [
            ("", "unexpected end", 0), ("  ", "unexpected end", 2), ("[1", "',' or ']' is expected", 2),
            ("[1,]", "a value is expected", 3), ("[1 2]", "',' or ']' is expected", 3), ("[", "unexpected end", 1),
            ("{", "a member's name is expected", 1), (#"{"a"}"#, "':' is expected", 4),
            (#"{"a":1,}"#, "a member's name is expected", 7), (#"{"a":1 "b":2}"#, "',' or '}' is expected", 7),
            ("{a:1}", "a member's name is expected", 1), (#"{"a":}"#, "a value is expected", 5),
            ("tru", "unknown literal", 0),
            ("nul", "unknown literal", 0), ("True", "a value is expected", 0), ("NaN", "a value is expected", 0),
            ("Infinity", "a value is expected", 0), ("1 2", "text after the document", 2),
            ("{}x", "text after the document", 2),
            ("01", "a leading zero", 2), ("-01", "a leading zero", 3), ("-", "a value is expected", 1),
            ("+1", "a value is expected", 0), ("1.", "a value is expected", 2), (".5", "a value is expected", 0),
            ("1e", "a value is expected", 2), ("1e+", "a value is expected", 3), ("1e999", "a number out of range", 5),
            ("0x1", "text after the document", 1), ("'a'", "a value is expected", 0),
            ("\"a", "unexpected end of a string", 2), (#""\"#, "unexpected end of a string", 2),
            (#""\x""#, "unknown escape", 3),
            (#""\u12"#, "unexpected end of a string", 3), (#""\u12G4""#, "not a hex digit", 3),
            (#""\ud800""#, "a lone surrogate", 7), (#""\ud800\n""#, "a lone surrogate", 8),
            (#""\ud800\u0041""#, "a lone surrogate", 13), (#""\udc00""#, "a lone surrogate", 7),
            ("\"a\nb\"", "a control character in a string", 3), ("[1]//", "text after the document", 3),
        ])
    func refusals(text: String, reason: String, offset: Int) {
        #expect(throws: JSONSyntaxError(reason: reason, offset: offset)) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test(
        "Bytes that are no UTF-8 are refused, not replaced",
        arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError(reason: "not UTF-8", offset: bytes.count + 2)) {
            try JSONValue(parsing: [0x22] + bytes + [0x22])
        }
    }

    @Test("A member that stands twice is refused, at every level and in every spelling")
    func duplicates() {
        for text in [#"{"a":1,"b":2,"a":3}"#, #"[{"x":{"a":1,"a":1}}]"#, #"{"a":1,"\u0061":2}"#] {
            let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: Array(text.utf8)) }
            #expect(error?.reason == "member 'a' stands twice", "\(text)")
        }
    }

    @Test("Nesting has a bound, however deep the text goes")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONValue(parsing: nested(64))
        #expect(throws: JSONSyntaxError(reason: "nesting deeper than 64", offset: 64)) {
            try JSONValue(parsing: nested(65))
        }
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(1_000_000)) }
        #expect(throws: JSONSyntaxError.self) {
            try JSONValue(parsing: Array(String(repeating: #"{"a":"#, count: 100_000).utf8))
        }
        #expect(throws: JSONSyntaxError(reason: "nesting deeper than 1", offset: 1)) {
            try JSONValue(parsing: Array("[[]]".utf8), maximumDepth: 1)
        }
    }

    @Test("The order of members is kept")
    func order() throws {
        let value = try JSONValue(parsing: Array(#"{"z":1,"a":2,"m":3}"#.utf8))
        #expect(value.members?.map(\.name) == ["z", "a", "m"])
    }
}
