/// An array's elements, one after another.
struct RecordElements: UnkeyedDecodingContainer {
    let document: RecordDocument
    let elements: [Int]
    private(set) var currentIndex = 0

    init(document: RecordDocument, elements: [Int]) {
        self.document = document
        self.elements = elements
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

    private mutating func take() throws -> RecordSingleValue {
        guard !isAtEnd else {
            throw RecordReadError(reason: "the array has only \(elements.count) elements", offset: 0)
        }
        defer { currentIndex += 1 }
        return RecordSingleValue(document: document, index: elements[currentIndex])
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, document.isNull(elements[currentIndex]) else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try take().decode(type) }
    mutating func decode(_ type: String.Type) throws -> String { try take().decode(type) }
    mutating func decode(_ type: Double.Type) throws -> Double { try take().decode(type) }
    mutating func decode(_ type: Float.Type) throws -> Float { try take().decode(type) }
    mutating func decode(_ type: Int.Type) throws -> Int { try take().decode(type) }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try take().decode(type) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try take().decode(type) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try take().decode(type) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try take().decode(type) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try take().decode(type) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try take().decode(type) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try take().decode(type) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try take().decode(type) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try take().decode(type) }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try take().decode(type) }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try take().decoder.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try take().decoder.unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { try take().decoder }
}
