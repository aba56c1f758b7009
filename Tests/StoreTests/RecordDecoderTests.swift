import Foundation
import Testing

@testable import Store

@Suite("Reading records' bytes")
struct RecordDecoderTests {
    private struct Part: Codable, Hashable {
        enum Kind: Codable, Hashable { case plain, named(String, number: Int) }
        var kind: Kind
        var words: [String]
        var maybe: Int?
    }

    private struct Whole: Codable, Hashable {
        var text: String
        var flag: Bool
        var numbers: [Int64]
        var large: UInt64
        var ratio: Double
        var parts: [String: Part]
        var byNumber: [Int: String]
        var nested: [[Part?]]
        var absent: String?
    }

    private static let texts = [
        "", "short", "exactly sixteen.", "a text that is longer than what lies in a value itself",
        "\"quoted\" \\ / \n\t\r\u{8}\u{c}\u{1}",
        "ünïcödé, 中文, 🦊 and \u{0}", String(repeating: "x", count: 3000),
    ]

    private static var wholes: [Whole] {
        texts.map { text in
            let part = Part(kind: .named(text, number: text.count), words: texts, maybe: text.isEmpty ? nil : 1)
            return Whole(
                text: text, flag: text.isEmpty, numbers: [0, -1, .max, .min], large: .max,
                ratio: 0.1 + Double(text.count),
                parts: [text: part, "other": Part(kind: .plain, words: [], maybe: nil)], byNumber: [1: text, -7: "b"],
                nested: [[], [part, nil]], absent: text.isEmpty ? nil : text)
        }
    }

    @Test("What Foundation writes is read as it was, and as Foundation reads it", arguments: wholes.indices)
    func roundTrip(index: Int) throws {
        let whole = Self.wholes[index]
        for formatting: JSONEncoder.OutputFormatting in [[.sortedKeys], [.prettyPrinted], [.withoutEscapingSlashes]] {
            let encoder = JSONEncoder()
            encoder.outputFormatting = formatting
            let bytes = try encoder.encode(whole)
            #expect(try RecordDecoder.decode(Whole.self, from: Array(bytes)) == whole)
            #expect(try JSONDecoder().decode(Whole.self, from: bytes) == whole)
        }
    }

    @Test(
        "What is no JSON text is refused at its place",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "\"open", "\"\u{1}\"", "tru",
            "nul", "1 2",
            "[1", "{\"a\":1", "{\"a\":1}x", String(repeating: "[", count: 100_000),
        ])
    func malformed(text: String) {
        #expect(throws: RecordReadError.self) { try RecordScanner.scan(Array(text.utf8)) }
    }

    @Test("A text that is cut anywhere is refused", arguments: wholes.indices)
    func cut(index: Int) throws {
        let bytes = Array(try JSONEncoder().encode(Self.wholes[index]))
        for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97)) {
            #expect(throws: (any Error).self) {
                try RecordDecoder.decode(Whole.self, from: Array(bytes.prefix(length)))
            }
        }
    }

    @Test(
        "A value of another kind is refused",
        arguments: [
            "{}", "[]", "1", "\"1\"", "null", "{\"words\":[1]}", "{\"kind\":{},\"words\":[]}", "{\"maybe\":1.5}", "--",
        ])
    func otherKind(text: String) {
        #expect(throws: (any Error).self) { try RecordDecoder.decode(Part.self, from: Array(text.utf8)) }
    }

    @Test(
        "Escapes and bytes that are no text are refused",
        arguments: [
            "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"",
        ])
    func badText(text: String) {
        #expect(throws: RecordReadError.self) { try RecordDecoder.decode(String.self, from: Array(text.utf8)) }
        #expect(throws: RecordReadError.self) {
            try RecordDecoder.decode(
                String.self, from: [0x22] + [UInt8](repeating: 0xC3, count: text.count * 4) + [0x22])
        }
    }

    @Test("Texts that meet in the pool stay what they are")
    func pool() throws {
        for number in 0..<20_000 {
            let text = "a text of some length, number \(number)"
            #expect(try RecordDecoder.decode(String.self, from: Array("\"\(text)\"".utf8)) == text)
        }
    }
}
