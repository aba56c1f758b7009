internal import Glibc

/// What the system knows of a file.
struct FileStatus: Hashable, Sendable {
    /// Bytes.
    let size: Int64
    /// The last change of the content, in nanoseconds since 1970.
    let modified: Int64
    let device: UInt64
    private let mode: mode_t

    init(_ info: stat) {
        size = Int64(info.st_size)
        modified = Int64(info.st_mtim.tv_sec) * 1_000_000_000 + Int64(info.st_mtim.tv_nsec)
        device = UInt64(info.st_dev)
        mode = info.st_mode
    }

    var isRegular: Bool { mode & S_IFMT == S_IFREG }
    var isFolder: Bool { mode & S_IFMT == S_IFDIR }
}
