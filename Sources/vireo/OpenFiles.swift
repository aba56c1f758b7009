internal import Glibc

/// How many files and connections the process may have open.
enum OpenFiles {
    /// What the service itself needs, beside connections: the database, images that come and go, tools' pipes.
    private static let ownShare = 1024
    private static let mostWanted = 32_768

    /// Raises the soft limit as far as it may be and is of use, and returns the limit.
    static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return ownShare }
        let wanted = min(limit.rlim_max, rlim_t(mostWanted))
        if limit.rlim_cur < wanted {
            limit.rlim_cur = wanted
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// How many connections may be open of that many files; those that come after wait until one is closed.
    static func connections(of files: Int) -> Int { max(files - ownShare, files / 2) }
}
