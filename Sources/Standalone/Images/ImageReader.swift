internal import Glibc
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

/// A file that is open for reading until nobody holds this.
private final class OpenFile: Sendable {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure(errno, "open", path) }
    }

    deinit { close(descriptor) }

    func read(_ count: Int, at offset: Int64) throws -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        let done = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
            let done = pread(descriptor, bytes.baseAddress, count, off_t(offset))
            guard done > 0 else { throw FileFailure(done < 0 ? errno : EIO, "read", path) }
            return done
        }
        return done == count ? buffer : buffer.getSlice(at: 0, length: done) ?? buffer
    }
}
