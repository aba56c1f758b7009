internal import Glibc

/// What the file system refused, with the path: for the log, never for a tenant.
package struct FileFailure: Error, CustomStringConvertible {
    /// The system's error number.
    package let code: Int32
    package let description: String

    init(_ code: Int32, _ action: String, _ path: String) {
        self.code = code
        description = "cannot \(action) \(path): \(String(cString: strerror(code)))"
    }
}
