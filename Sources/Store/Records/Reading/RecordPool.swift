internal import Model
internal import Synchronization

/// Texts and values that many records hold are kept once: a thousand servers of one flavor, image and project share
/// them. What is not found is made; what is pushed out by another is only held twice.
final class RecordPool: Sendable {
    static let shared = RecordPool()

    /// Not checked, for the type of the value is not known here; only values of the recurring types are ever in one, and
    /// those are all `Sendable`.
    private struct Value: @unchecked Sendable {
        let type: ObjectIdentifier
        let bytes: [UInt8]
        let value: Any
    }

    private static let slots = 1024

    private let strings: Mutex<[String]>
    private let values: Mutex<[Value?]>

    /// Parts of records that are the same in many of them.
    private static let recurring: [ObjectIdentifier] = [
        ObjectIdentifier(Flavor.self), ObjectIdentifier(Image.self), ObjectIdentifier(Network.self),
        ObjectIdentifier(ResolvedGuest.Address.self), ObjectIdentifier(ResolvedGuest.Controller.self),
        ObjectIdentifier(PortBinding.self), ObjectIdentifier([BlockDevice].self),
        ObjectIdentifier([String: String].self),
    ]

    private init() {
        strings = Mutex(Array(repeating: "", count: 4096))
        values = Mutex(Array(repeating: nil, count: Self.slots))
    }

    /// Nil where the bytes are not UTF-8.
    func string(_ bytes: ArraySlice<UInt8>) -> String? {
        let hash = Self.hash(bytes)
        return strings.withLock { strings in
            let slot = Int(truncatingIfNeeded: hash % UInt64(strings.count))
            if strings[slot].utf8.count == bytes.count, strings[slot].utf8.elementsEqual(bytes) { return strings[slot] }
            guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
            strings[slot] = text
            return text
        }
    }

    /// The text itself, or the same that is here already.
    func string(_ text: String) -> String { string(Array(text.utf8)[...]) ?? text }

    /// The value that these bytes were read as before, or what `read` makes of them.
    func value<Part>(_ type: Part.Type, _ bytes: ArraySlice<UInt8>, _ read: () throws -> Part) rethrows -> Part {
        let id = ObjectIdentifier(type)
        guard Self.recurring.contains(id) else { return try read() }
        let slot = Int(truncatingIfNeeded: Self.hash(bytes) % UInt64(Self.slots))
        if let known = values.withLock({ $0[slot] }), known.type == id, known.bytes.elementsEqual(bytes),
            let part = known.value as? Part
        {
            return part
        }
        let part = try read()
        let made = Value(type: id, bytes: Array(bytes), value: part)
        values.withLock { $0[slot] = made }
        return part
    }

    /// FNV-1a. Whoever makes two texts meet in one slot has them held twice, no more.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash ^ (hash >> 32)
    }
}
