/// The identifier of one kind of thing: a server's id cannot be given where a flavor's is wanted.
///
/// The text is what clients see: a UUID for most resources, a free name for flavors and hosts.
package struct ID<Entity>: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let value: String

    package init(_ value: String) { self.value = value }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    package var description: String { value }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension ID: CodingKeyRepresentable {
    package var codingKey: any CodingKey { TextKey(stringValue: value) }

    package init?<Key: CodingKey>(codingKey: Key) { value = codingKey.stringValue }
}

private struct TextKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension String {
    /// Whether this has the form of a UUID: 32 hexadecimal digits, with or without hyphens in their places.
    package var isUUID: Bool {
        let text = Array(utf8)
        guard text.count == 36 || text.count == 32 else { return false }
        return text.enumerated().allSatisfy { index, byte in
            if text.count == 36, [8, 13, 18, 23].contains(index) { return byte == UInt8(ascii: "-") }
            return Character(Unicode.Scalar(byte)).isHexDigit
        }
    }
}
