internal import Glibc

extension FileCalls {
    /// Bytes that can still be written to the file system of that folder.
    static func room(in folder: String) throws(FileFailure) -> UInt64 {
        try bytes(of: folder) { $0.f_bavail }
    }

    /// Bytes that the file system of that folder has for files, used or not.
    static func size(ofFileSystem folder: String) throws(FileFailure) -> UInt64 {
        try bytes(of: folder) { $0.f_blocks }
    }

    private static func bytes(of folder: String, _ blocks: (statvfs) -> fsblkcnt_t) throws(FileFailure) -> UInt64 {
        var info = statvfs()
        guard statvfs(folder, &info) == 0 else { throw FileFailure("examine", folder) }
        let (bytes, isTooMuch) = UInt64(blocks(info)).multipliedReportingOverflow(by: UInt64(info.f_frsize))
        return isTooMuch ? .max : bytes
    }
}
