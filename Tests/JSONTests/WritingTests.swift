import JSON
import Testing

@Suite("Writing JSON")
struct WritingTests {
    @Test(
        "A value is written without white space",
        arguments: [
            (nil, "null"), (true, "true"), (-5, "-5"), (.number(1.5), "1.5"), (.number(1), "1.0"),
            (.number(.nan), "null"),
            (.number(-.infinity), "null"), ([], "[]"), ([:], "{}"), ([1, [nil, "a"], [:]], #"[1,[null,"a"],{}]"#),
            (["b": 1, "a": ["c": true]], #"{"b":1,"a":{"c":true}}"#),
            ("a\"\\\n\r\t\u{1}\u{1F}é😀", "\"a\\\"\\\\\\n\\r\\t\\u0001\\u001fé😀\""),
        ] as [(JSONValue, String)])
    func values(value: JSONValue, text: String) {
        #expect(String(decoding: value.encoded, as: UTF8.self) == text)
    }

    @Test("Commas stand between members and elements, whatever they are made of")
    func commas() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("a", 1)
        writer.member("b", nil as String?)
        writer.member("c", "x")
        writer.member("d", true)
        writer.member("e", value: [1, 2])
        writer.name("f")
        writer.beginArray()
        writer.raw(#"{"raw":1}"#.utf8)
        writer.string("y")
        writer.beginObject()
        writer.endObject()
        writer.number(0.5)
        writer.endArray()
        writer.name("g")
        writer.null()
        writer.endObject()
        let text = #"{"a":1,"b":null,"c":"x","d":true,"e":[1,2],"f":[{"raw":1},"y",{},0.5],"g":null}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test("Every string comes back as it was, whatever is in it")
    func everyScalar() throws {
        for start in stride(from: UInt32(0), to: 0x3000, by: 64) {
            var text = ""
            text.unicodeScalars.append(contentsOf: (start..<start + 64).compactMap(Unicode.Scalar.init))
            let value = JSONValue.string(text)
            let back = try JSONValue(parsing: value.encoded).stringValue
            #expect(back.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
        }
    }
}
