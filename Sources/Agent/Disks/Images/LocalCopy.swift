internal import Glibc

/// Makes a file of another on this machine as cheaply as the file system can: sharing blocks, as a second name, or
/// copying.
enum LocalCopy {
    /// `_IOW(0x94, 9, int)` of `linux/fs.h`, which Swift does not see for its being a macro with arguments.
    private static let cloneRequest: UInt = 0x4004_9409

    static func make(_ path: String, at target: String) throws(FileFailure) {
        let source = try OpenFile.reading(path)
        guard try source.status().isRegular else { throw FileFailure("copy", path, code: EINVAL) }
        if try clone(source, target) { return }
        // By the open file, so that what is linked is what was looked at.
        if linkat(AT_FDCWD, "/proc/self/fd/\(source.descriptor)", AT_FDCWD, target, AT_SYMLINK_FOLLOW) == 0 { return }
        try copy(source, target)
    }

    /// Whether the file system can share blocks between files.
    private static func clone(_ source: OpenFile, _ target: String) throws(FileFailure) -> Bool {
        let copy = try OpenFile.creating(target, mode: 0o600)
        if ioctl(copy.descriptor, cloneRequest, source.descriptor) == 0 { return true }
        try FileCalls.remove(target)
        return false
    }

    private static func copy(_ source: OpenFile, _ target: String) throws(FileFailure) {
        let file = try OpenFile.creating(target, mode: 0o600)
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var offset: Int64 = 0
        while true {
            let length = try source.read(at: offset, into: &buffer)
            guard length > 0 else { return try file.setSize(offset) }
            // A block of zeros is left a hole: raw images are mostly holes.
            if buffer[..<length].contains(where: { $0 != 0 }) { try file.write(buffer[..<length], at: offset) }
            offset += Int64(length)
        }
    }
}
