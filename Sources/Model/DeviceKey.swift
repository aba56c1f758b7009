/// A name for a device of a guest that stays the same while other devices come and go.
package struct DeviceKey: Codable, Hashable, Sendable, Comparable, CodingKeyRepresentable {
    package let value: String

    private init(_ value: String) { self.value = value }

    package static func disk(target: String) -> Self { Self("disk:" + target) }
    package static func interface(mac: String) -> Self { Self("interface:" + mac.lowercased()) }
    package static func channel(name: String) -> Self { Self("channel:" + name) }
    package static func input(type: String, bus: String) -> Self { Self("input:\(type):\(bus)") }
    /// A device passed through from the host, by its address there or its mediated device's UUID.
    package static func hostDevice(_ source: String) -> Self { Self("hostdev:" + source) }
    /// The only device of its kind: `video`, `rng`, `memballoon`, `watchdog`, …
    package static func single(_ element: String) -> Self { Self(element) }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    package var codingKey: any CodingKey { Text(stringValue: value) }

    package init?<Key: CodingKey>(codingKey: Key) { value = codingKey.stringValue }

    private struct Text: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
