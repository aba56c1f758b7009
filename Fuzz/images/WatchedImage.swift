import ImageFormat

/// An image that ends the run where more is asked of it than the inspector may. The fuzzer has one thread.
final class WatchedImage: ImageSource, @unchecked Sendable {
    private let image: SparseImage
    private(set) var bytesRead = 0

    init(_ image: SparseImage) { self.image = image }

    var size: UInt64 { image.size }

    func beginAgain() { bytesRead = 0 }

    func read(offset: UInt64, count: Int) -> [UInt8] {
        guard count >= 0, offset <= size, UInt64(count) <= size - offset else {
            fatalError("\(count) bytes at \(offset) of \(size)")
        }
        bytesRead += count
        return image.read(offset: offset, count: count)
    }
}
