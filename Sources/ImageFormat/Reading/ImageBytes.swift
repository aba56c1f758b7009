/// A structure read from an image. Its accessors refuse where an index would trap.
struct ImageBytes: Sendable {
    let bytes: [UInt8]
    let format: DiskFormat

    /// What the bytes are, as a tenant would call it.
    let structure: String

    func slice(_ offset: Int, _ count: Int) throws(ImageRefusal) -> ArraySlice<UInt8> {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
            throw .malformed(format, "its \(structure) ends too early")
        }
        return bytes[offset..<offset + count]
    }

    func big32(_ offset: Int) throws(ImageRefusal) -> UInt32 {
        try big(offset)
    }

    func big64(_ offset: Int) throws(ImageRefusal) -> UInt64 {
        try big(offset)
    }

    func little16(_ offset: Int) throws(ImageRefusal) -> UInt16 {
        try little(offset)
    }

    func little32(_ offset: Int) throws(ImageRefusal) -> UInt32 {
        try little(offset)
    }

    func little64(_ offset: Int) throws(ImageRefusal) -> UInt64 {
        try little(offset)
    }

    func has(_ expected: [UInt8], at offset: Int) -> Bool {
        guard let found = try? slice(offset, expected.count) else { return false }
        return found.elementsEqual(expected)
    }

    func has(_ expected: String, at offset: Int) -> Bool {
        has(Array(expected.utf8), at: offset)
    }

    func isZero(_ offset: Int, _ count: Int) throws(ImageRefusal) -> Bool {
        try slice(offset, count).allSatisfy { $0 == 0 }
    }

    private func big<Value: FixedWidthInteger & UnsignedInteger>(_ offset: Int) throws(ImageRefusal) -> Value {
        try slice(offset, MemoryLayout<Value>.size).reduce(0) { $0 << 8 | Value($1) }
    }

    private func little<Value: FixedWidthInteger & UnsignedInteger>(_ offset: Int) throws(ImageRefusal) -> Value {
        try slice(offset, MemoryLayout<Value>.size).reversed().reduce(0) { $0 << 8 | Value($1) }
    }
}
