import JSON
import Testing

@Suite("Arbitrary bytes")
struct MutationTests {
    private static let document = Array(
        #"""
        {"server":{"name":"vm-\u00e9\ud83d\ude00","flavorRef":"1","min_count":-12,"size":1.25e-3,"tags":["a","b\n"],
         "metadata":{"x":"","y":null},"networks":[{"uuid":"11111111-1111-4111-8111-111111111111","fixed":true},{}]}}
        """#.utf8)

    @Test("Bytes changed by chance are read or refused, and what is read is written back the same", arguments: 1...8)
    func mutations(seed: UInt64) {
        var chance = Chance(seed: seed)
        for _ in 0..<2_000 {
            var bytes = Self.document
            for _ in 0...chance.below(6) { Self.mutate(&bytes, &chance) }
            do {
                let value = try JSONValue(parsing: bytes)
                #expect((try? JSONValue(parsing: value.encoded)) == value)
            } catch {
                #expect((0...bytes.count).contains(error.offset))
            }
        }
    }

    @Test("Every document that is cut off is refused")
    func truncation() {
        for count in 0..<Self.document.count {
            #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: Array(Self.document[..<count])) }
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ chance: inout Chance) {
        let pieces: [[UInt8]] = ["{", "}", "[", "]", "\"", "\\", "\\u", ",", ":", "-", "e", ".", "0", "tru", "\u{0}"]
            .map { Array($0.utf8) }
        let position = chance.below(bytes.count + 1)
        switch chance.below(4) {
        case 0 where position < bytes.count: bytes[position] = UInt8(truncatingIfNeeded: chance.next())
        case 1 where position < bytes.count: bytes.remove(at: position)
        case 2: bytes.removeSubrange(position..<min(bytes.count, position + chance.below(20)))
        default: bytes.insert(contentsOf: pieces[chance.below(pieces.count)], at: position)
        }
    }
}

/// A seeded draw, so that a failure is found again.
private struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 16
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
