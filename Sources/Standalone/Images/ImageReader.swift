package import NIOCore

/// Reads an image's file in pieces; the file stays readable when the image is deleted meanwhile.
package struct ImageReader: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    private static let pieceBytes = 256 * 1024

    private let file: OpenFile
    private let folder: ImageFolder
    /// Which bytes of the file.
    package let range: Range<Int64>

    /// - Throws: `FileFailure`.
    static func open(_ path: String, in folder: ImageFolder, range: Range<Int64>) async throws -> ImageReader {
        ImageReader(file: try await folder.run { try OpenFile(path) }, folder: folder, range: range)
    }

    private init(file: OpenFile, folder: ImageFolder, range: Range<Int64>) {
        self.file = file
        self.folder = folder
        self.range = range
    }

    package func makeAsyncIterator() -> Iterator { Iterator(reader: self, offset: range.lowerBound) }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let reader: ImageReader
        fileprivate var offset: Int64

        /// - Throws: `FileFailure`, also where the file ends too early.
        package mutating func next() async throws -> ByteBuffer? {
            let start = offset
            let count = Int(Swift.min(Int64(ImageReader.pieceBytes), reader.range.upperBound - start))
            guard count > 0 else { return nil }
            let file = reader.file
            let buffer = try await reader.folder.run { try file.read(count, at: start) }
            offset += Int64(buffer.readableBytes)
            return buffer
        }
    }
}
