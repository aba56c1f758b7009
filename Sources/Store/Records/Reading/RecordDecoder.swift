/// Reads a value from its place in a record.
///
/// Foundation's decoder makes every text anew and a dictionary of each object; thousands of records are read at a start,
/// and most of their texts are the same.
struct RecordDecoder: Decoder {
    let document: RecordDocument
    let index: Int

    /// Errors name the byte instead.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// - Throws: `RecordReadError`, or the type's own error.
    static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        try RecordDecoder(document: RecordDocument(bytes), index: 0).value(type)
    }

    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let token = document.tokens[index]
        return try RecordPool.shared.value(type, document.bytes[token.start..<token.end]) { try Value(from: self) }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard document.tokens[index].kind == .object else { throw document.failure("an object is expected", at: index) }
        return KeyedDecodingContainer(RecordMembers<Key>(document: document, index: index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard document.tokens[index].kind == .array else { throw document.failure("an array is expected", at: index) }
        return RecordElements(document: document, elements: document.elements(of: index))
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        RecordSingleValue(document: document, index: index)
    }
}
