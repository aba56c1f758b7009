internal import Crypto
internal import Glibc
internal import NIOCore

/// Writes one upload to its file and digests it on the way; its calls come one after another.
final class ImageWriter: @unchecked Sendable {
    // Only the one call under way touches what is below: the upload awaits each before the next.
    private let file: Int32
    private let part: String
    private let folder: ImageFolder
    private let maximumBytes: Int64
    private var size: Int64 = 0
    private var md5 = Insecure.MD5()
    private var sha512 = SHA512()

    /// - Throws: `FileFailure`.
    static func open(_ part: String, in folder: ImageFolder, maximumBytes: Int64) async throws -> ImageWriter {
        let file = try await folder.run {
            let file = Glibc.open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw FileFailure(errno, "create", part) }
            return file
        }
        return ImageWriter(file: file, part: part, folder: folder, maximumBytes: maximumBytes)
    }

    private init(file: Int32, part: String, folder: ImageFolder, maximumBytes: Int64) {
        self.file = file
        self.part = part
        self.folder = folder
        self.maximumBytes = maximumBytes
    }

    deinit { close(file) }

    /// - Throws: `UploadRefusal.tooLarge`, `FileFailure`.
    func append(_ buffers: [ByteBuffer]) async throws {
        try await folder.run { [self] in
            for buffer in buffers {
                size += Int64(buffer.readableBytes)
                guard size <= maximumBytes else { throw UploadRefusal.tooLarge(maximumBytes) }
                try buffer.withUnsafeReadableBytes { bytes in
                    md5.update(bufferPointer: bytes)
                    sha512.update(bufferPointer: bytes)
                    try write(bytes)
                }
            }
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = Glibc.write(file, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFailure(errno, "write", part) }
            done += count
        }
    }

    /// Makes the file durable under its final name.
    func finish(as path: String) async throws -> ImageRecord.Content {
        try await folder.run { [self] in
            guard fsync(file) == 0 else { throw FileFailure(errno, "write", part) }
            guard rename(part, path) == 0 else { throw FileFailure(errno, "rename", part) }
            let directory = Glibc.open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard directory >= 0 else { throw FileFailure(errno, "open", folder.path) }
            defer { close(directory) }
            guard fsync(directory) == 0 else { throw FileFailure(errno, "write", folder.path) }
            return ImageRecord.Content(size: size, md5: md5.finalize().hexText, sha512: sha512.finalize().hexText)
        }
    }
}
