/// An image whose bytes are all at hand.
package struct MemoryImage: ImageSource {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var size: UInt64 { UInt64(bytes.count) }

    /// Reads what of the range exists.
    package func read(offset: UInt64, count: Int) -> [UInt8] {
        guard let start = Int(exactly: offset), start <= bytes.count, count >= 0 else { return [] }
        return Array(bytes[start..<start + min(count, bytes.count - start)])
    }
}
