/// A program of the host that disks are made with.
struct HostTool: Hashable, Sendable {
    let name: String
    /// Debian's package that has it.
    let package: String

    static let qemuImg = Self(name: "qemu-img", package: "qemu-utils")
    static let genisoimage = Self(name: "genisoimage", package: "genisoimage")
    static let mkswap = Self(name: "mkswap", package: "util-linux")
    static let prlimit = Self(name: "prlimit", package: "util-linux")
    static let unshare = Self(name: "unshare", package: "util-linux")
}
