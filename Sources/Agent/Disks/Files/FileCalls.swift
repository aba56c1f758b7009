internal import Glibc
internal import Model

/// The calls on paths. None of them follows a symbolic link at the path's end.
enum FileCalls {
    /// nil where there is nothing.
    static func status(_ path: String) throws(FileFailure) -> FileStatus? {
        var info = stat()
        guard lstat(path, &info) == 0 else {
            let failure = FileFailure("examine", path)
            if failure.isAbsence { return nil }
            throw failure
        }
        return FileStatus(info)
    }

    static func isRegular(_ path: String) throws(FileFailure) -> Bool { try status(path)?.isRegular ?? false }

    /// Makes the folder if absent; its parent must exist.
    static func makeFolder(_ path: String, mode: mode_t) throws(FileFailure) {
        if mkdir(path, mode) == 0 { return }
        let failure = FileFailure("make the folder", path)
        if failure.code == EEXIST, try status(path)?.isFolder == true { return }
        throw failure
    }

    /// The names in a folder, without `.` and `..`; none where there is no folder.
    static func names(in path: String) throws(FileFailure) -> [String] {
        let folder: OpenFile
        do { folder = try OpenFile.folder(path) } catch {
            if error.isAbsence { return [] }
            throw error
        }
        return try names(in: folder)
    }

    static func names(in folder: OpenFile) throws(FileFailure) -> [String] {
        // The stream closes the descriptor that it is given.
        let copy = fcntl(folder.descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw FileFailure("list", folder.path) }
        guard let stream = fdopendir(copy) else {
            let failure = FileFailure("list", folder.path)
            close(copy)
            throw failure
        }
        defer { closedir(stream) }
        rewinddir(stream)
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw FileFailure("list", folder.path) }
        return names
    }

    static func rename(_ path: String, to target: String) throws(FileFailure) {
        guard Glibc.rename(path, target) == 0 else { throw FileFailure("rename", path) }
    }

    /// Removes a file or link; does nothing where there is none.
    static func remove(_ path: String) throws(FileFailure) {
        guard unlink(path) != 0 else { return }
        let failure = FileFailure("remove", path)
        guard failure.isAbsence else { throw failure }
    }

    static func syncFolder(_ path: String) throws(FileFailure) { try OpenFile.folder(path).sync() }

    /// `UTIME_OMIT` of `sys/stat.h`, which Swift does not see: leaves the other date as it is.
    private static let omitted = (1 << 30) - 2

    /// Sets when the file's content was last changed, leaving all else.
    static func setModified(_ path: String, _ time: Timestamp) throws(FileFailure) {
        let fraction = time.microseconds - time.seconds * 1_000_000
        let times = [
            timespec(tv_sec: 0, tv_nsec: omitted),
            timespec(tv_sec: Int(time.seconds), tv_nsec: Int(fraction) * 1000),
        ]
        guard utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw FileFailure("date", path)
        }
    }

    /// Where the link at that path points; nil where there is no link.
    static func linkTarget(_ path: String) throws(FileFailure) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink(path, &bytes, bytes.count)
        if length >= 0 { return String(decoding: bytes[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self) }
        let failure = FileFailure("read the link", path)
        if failure.isAbsence || failure.code == EINVAL { return nil }
        throw failure
    }

    /// Makes the path a link to the target, whatever it was a link to.
    static func makeLink(_ path: String, to target: String) throws(FileFailure) {
        if symlink(target, path) == 0 { return }
        let failure = FileFailure("make the link", path)
        guard failure.code == EEXIST else { throw failure }
        if try linkTarget(path) == target { return }
        try remove(path)
        guard symlink(target, path) == 0 else { throw FileFailure("make the link", path) }
    }
}
