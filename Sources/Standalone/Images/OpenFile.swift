internal import Glibc
internal import NIOCore

/// A file that is open for reading until nobody holds this.
final class OpenFile: Sendable {
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
