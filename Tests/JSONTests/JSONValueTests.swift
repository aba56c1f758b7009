import JSON
import Testing

@Suite("JSON values")
struct JSONValueTests {
    private let value: JSONValue = ["a": [1, "x", nil], "b": true]

    @Test("What is not there is nil, never a trap")
    func access() {
        #expect(value["a"]?[1]?.stringValue == "x")
        #expect(value["a"]?[0]?.integerValue == 1)
        #expect(value["a"]?[2]?.isNull == true)
        #expect(value["b"]?.boolValue == true)
        #expect(value["c"] == nil)
        #expect(value["a"]?[3] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value[0] == nil)
        #expect(value["a"]?["x"] == nil)
        #expect(value["b"]?.stringValue == nil)
        #expect(value["a"]?.members == nil)
        #expect(value.arrayValue == nil)
    }

    @Test("Kinds have JSON's own names")
    func kinds() {
        let values: [JSONValue] = [nil, true, 1, .number(1), "", [], [:]]
        #expect(
            values.map(\.kind) == ["null", "a boolean", "an integer", "a number", "a string", "an array", "an object"])
    }

    @Test("A dictionary becomes an object in the order of its names")
    func dictionaries() {
        #expect(String(decoding: JSONValue(["b": "2", "a": "1"]).encoded, as: UTF8.self) == #"{"a":"1","b":"2"}"#)
    }
}
