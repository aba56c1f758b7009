import ImageFormat

/// An image made by writing structures into zeros, of any size, for little memory.
struct SparseImage: ImageSource {
    private static let pageSize: UInt64 = 512

    var size: UInt64
    private var pages: [UInt64: [UInt8]] = [:]

    init(size: UInt64) {
        self.size = size
    }

    mutating func put(_ bytes: [UInt8], at offset: UInt64) {
        for (index, byte) in bytes.enumerated() {
            let place = offset + UInt64(index)
            pages[place / Self.pageSize, default: Array(repeating: 0, count: Int(Self.pageSize))][
                Int(place % Self.pageSize)
            ] = byte
        }
    }

    mutating func put(_ text: String, at offset: UInt64) {
        put(Array(text.utf8), at: offset)
    }

    mutating func put(big value: some FixedWidthInteger, at offset: UInt64) {
        put(withUnsafeBytes(of: value.bigEndian, Array.init), at: offset)
    }

    mutating func put(little value: some FixedWidthInteger, at offset: UInt64) {
        put(withUnsafeBytes(of: value.littleEndian, Array.init), at: offset)
    }

    func read(offset: UInt64, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var place = offset
        while place - offset < UInt64(count) {
            let within = Int(place % Self.pageSize)
            let start = Int(place - offset)
            let length = min(Int(Self.pageSize) - within, count - start)
            if let page = pages[place / Self.pageSize] {
                bytes.replaceSubrange(start..<start + length, with: page[within..<within + length])
            }
            place += UInt64(length)
        }
        return bytes
    }

    /// The image changed by a closure, so that a table of hostile images reads as one of differences.
    func with(_ change: (inout SparseImage) -> Void) -> SparseImage {
        var image = self
        change(&image)
        return image
    }
}
