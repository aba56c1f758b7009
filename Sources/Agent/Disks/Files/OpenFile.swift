internal import Glibc

/// A file held open; closed when let go. A symbolic link at the end of a path is never followed.
final class OpenFile: Sendable {
    let descriptor: CInt
    let path: String

    private init(descriptor: CInt, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    static func reading(_ path: String) throws(FileFailure) -> OpenFile {
        // Without O_NONBLOCK a pipe at that name would hold the thread until somebody writes to it.
        try open(path, O_RDONLY | O_NONBLOCK)
    }

    /// A new file, or an emptied one, for writing and reading.
    static func creating(_ path: String, mode: mode_t) throws(FileFailure) -> OpenFile {
        try open(path, O_RDWR | O_CREAT | O_TRUNC, mode: mode)
    }

    static func writing(_ path: String) throws(FileFailure) -> OpenFile {
        try open(path, O_RDWR)
    }

    static func folder(_ path: String) throws(FileFailure) -> OpenFile {
        try open(path, O_RDONLY | O_DIRECTORY)
    }

    /// A folder below an open one, never through a link.
    func folder(named name: String) throws(FileFailure) -> OpenFile {
        let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard inner >= 0 else { throw FileFailure("open", "\(path)/\(name)") }
        return OpenFile(descriptor: inner, path: "\(path)/\(name)")
    }

    private static func open(_ path: String, _ flags: CInt, mode: mode_t = 0) throws(FileFailure) -> OpenFile {
        let descriptor = Glibc.open(path, flags | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileFailure("open", path) }
        return OpenFile(descriptor: descriptor, path: path)
    }
}

extension OpenFile {
    func status() throws(FileFailure) -> FileStatus {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw FileFailure("examine", path) }
        return FileStatus(info)
    }

    /// Up to `count` bytes; fewer only where the file ends.
    func read(at offset: Int64, count: Int) throws(FileFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let length = try read(at: offset, into: &bytes)
        if length < count { bytes.removeLast(count - length) }
        return bytes
    }

    /// Fills the buffer; returns how much of it, less than all only where the file ends.
    func read(at offset: Int64, into buffer: inout [UInt8]) throws(FileFailure) -> Int {
        var done = 0
        while done < buffer.count {
            let length = buffer.withUnsafeMutableBytes { all in
                let rest = UnsafeMutableRawBufferPointer(rebasing: all[done...])
                return pread(descriptor, rest.baseAddress, rest.count, off_t(offset + Int64(done)))
            }
            if length < 0 {
                guard errno == EINTR else { throw FileFailure("read", path) }
            } else if length == 0 {
                break
            } else {
                done += length
            }
        }
        return done
    }

    func write(_ bytes: some Collection<UInt8>, at offset: Int64) throws(FileFailure) {
        let bytes = Array(bytes)
        var done = 0
        while done < bytes.count {
            let length = bytes.withUnsafeBytes { all in
                let rest = UnsafeRawBufferPointer(rebasing: all[done...])
                return pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + Int64(done)))
            }
            if length < 0 {
                guard errno == EINTR else { throw FileFailure("write", path) }
            } else {
                done += length
            }
        }
    }

    /// Cuts the file, or lengthens it by a hole.
    func setSize(_ size: Int64) throws(FileFailure) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw FileFailure("resize", path) }
    }

    func setMode(_ mode: mode_t) throws(FileFailure) {
        guard fchmod(descriptor, mode) == 0 else { throw FileFailure("change the mode of", path) }
    }

    /// Returns when all of it is on the disk.
    func sync() throws(FileFailure) {
        guard fsync(descriptor) == 0 else { throw FileFailure("sync", path) }
    }
}
