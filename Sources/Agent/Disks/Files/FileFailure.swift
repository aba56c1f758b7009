internal import Glibc
internal import Hypervisor

/// A call on a file that the system refused.
struct FileFailure: Error {
    /// What was tried: "open", "write", …
    let call: String
    let path: String
    let code: CInt

    init(_ call: String, _ path: String, code: CInt = errno) {
        self.call = call
        self.path = path
        self.code = code
    }

    var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

    private var reason: String { String(cString: strerror(code)) }

    /// A full disk is told apart, and told without the host's paths, for a tenant may read it.
    var diskError: DiskError {
        switch code {
        case ENOSPC, EDQUOT:
            .noSpace("The host has no space left for \(path.split(separator: "/").last ?? "the file").")
        default:
            .failed("cannot \(call) \(path): \(reason)")
        }
    }
}
