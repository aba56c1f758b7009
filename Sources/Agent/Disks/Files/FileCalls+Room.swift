internal import Glibc

extension FileCalls {
    /// Bytes that can still be written to the file system of that folder.
    static func room(in folder: String) throws(FileFailure) -> UInt64 {
        var info = statvfs()
        guard statvfs(folder, &info) == 0 else { throw FileFailure("examine", folder) }
        let (bytes, isTooMuch) = UInt64(info.f_bavail).multipliedReportingOverflow(by: UInt64(info.f_frsize))
        return isTooMuch ? .max : bytes
    }
}
