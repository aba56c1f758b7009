import JSON

/// Changes documents at random, the same on every machine for the same seed.
struct Mutation {
    private var generator: Generator

    init(seed: UInt64) { generator = Generator(state: seed) }

    /// A linear congruential generator (Knuth's MMIX constants).
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 33
        }
    }

    private static let crumbs = [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\u{0}", "\u{1F}", "nul", "tru", "-", "+1", "01",
        "1e",
        "1e999", ".5", "//", "'", "\u{FEFF}", "NaN", "{\"a\":1,\"a\":1}", String(repeating: "[", count: 100),
    ].map { Array($0.utf8) }

    /// The bytes with something wrong, so that no document is left.
    mutating func malformed(_ bytes: [UInt8]) -> [UInt8] {
        while true {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) { change(&changed) }
            if (try? JSONValue(parsing: changed)) == nil { return changed }
        }
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.removeLast(bytes.count - place)
        case 1: bytes.insert(contentsOf: Self.crumbs.randomElement(using: &generator) ?? [], at: place)
        case 2: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
        case 3: if place < bytes.count { bytes.remove(at: place) }
        default: bytes.insert(contentsOf: bytes[..<place], at: place)
        }
    }

    private static let values: [JSONValue] = [
        .null, true, false, 0, -1, .integer(.max), .integer(.min), .number(1e300), .number(-0.5), "", " ", "0", "-1",
        "a/../b",
        "\u{0}", "\u{1F4A5}", .string(String(repeating: "x", count: 70_000)), [], [[]], [.null], .object([]),
        ["": ""], ["id": .null], .array(Array(repeating: 0, count: 1000)), "00000000-0000-0000-0000-000000000000",
    ]

    /// The document with one to three of its parts replaced by, or beside, what nobody asked for.
    mutating func odd(_ document: JSONValue) -> JSONValue {
        var odd = document
        for _ in 0..<Int.random(in: 1...3, using: &generator) { odd = replaced(odd) }
        return odd
    }

    private mutating func replaced(_ value: JSONValue) -> JSONValue {
        let other = Self.values.randomElement(using: &generator) ?? .null
        switch value {
        case .object(var members) where !members.isEmpty && Bool.random(using: &generator):
            let index = Int.random(in: members.indices, using: &generator)
            let member = members.remove(at: index)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: break
            case 1: members.append(JSONValue.Member(member.name + "x", member.value))
            case 2: members += [member, JSONValue.Member("other", other)]
            default: members.append(JSONValue.Member(member.name, replaced(member.value)))
            }
            return .object(members)
        case .array(var elements) where !elements.isEmpty && Bool.random(using: &generator):
            let index = Int.random(in: elements.indices, using: &generator)
            elements[index] = replaced(elements[index])
            return .array(elements)
        default: return other
        }
    }
}
