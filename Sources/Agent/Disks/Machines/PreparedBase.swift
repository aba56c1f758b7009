internal import Crypto
internal import Hypervisor
internal import Model

/// A file of the cache with a file system or a swap area, that the disks of many machines lie over.
///
/// The names are Nova's: `ephemeral_<GiB>_<first digits of the file system's hash>`, `swap_<MiB>`.
struct PreparedBase: Hashable, Sendable {
    let name: String
    /// Bytes.
    let size: Int64
    let tool: HostTool
    /// What comes before the file's path.
    let arguments: [String]

    /// The base of that disk; nil for a disk that needs none.
    init?(_ disk: BlockDevice) throws(DiskError) {
        switch disk.source {
        case .image, .blank:
            return nil
        case .ephemeral:
            let gibibytes = try Self.whole(disk, unit: 1 << 30, "GiB")
            let fileSystem = disk.guestFormat ?? "ext4"
            guard let maker = Self.makers[fileSystem] else {
                let known = Self.makers.keys.sorted().joined(separator: ", ")
                throw .failed("\(disk.name): the file system \(fileSystem) is not one of \(known)")
            }
            let hash = Hex.text(Insecure.MD5.hash(data: Array(fileSystem.utf8))).prefix(7)
            name = "ephemeral_\(gibibytes)_\(hash)"
            tool = HostTool(name: "mkfs.\(fileSystem)", package: maker.package)
            arguments = maker.arguments
        case .swap:
            name = "swap_\(try Self.whole(disk, unit: 1 << 20, "MiB"))"
            tool = .mkswap
            arguments = []
        }
        size = disk.sizeBytes
    }

    /// Whether a file of the cache has a name that this type gives.
    static func isName(_ file: String) -> Bool {
        let parts = file.split(separator: "_", omittingEmptySubsequences: false)
        let isNumbered = parts.count > 1 && !parts[1].isEmpty && parts[1].allSatisfy(\.isNumber)
        return switch parts.first {
        case "ephemeral": isNumbered && parts.count == 3 && parts[2].count == 7 && parts[2].allSatisfy(\.isHexDigit)
        case "swap": isNumbered && parts.count == 2
        default: false
        }
    }

    private static let label = "ephemeral0"

    private static let makers: [String: (package: String, arguments: [String])] = [
        "ext2": ("e2fsprogs", ["-q", "-F", "-L", label]),
        "ext3": ("e2fsprogs", ["-q", "-F", "-L", label]),
        "ext4": ("e2fsprogs", ["-q", "-F", "-L", label]),
        "xfs": ("xfsprogs", ["-q", "-f", "-L", label]),
        "vfat": ("dosfstools", ["-n", label]),
        "ntfs": ("ntfs-3g", ["-q", "-Q", "-F", "-L", label]),
    ]

    private static func whole(_ disk: BlockDevice, unit: Int64, _ name: String) throws(DiskError) -> Int64 {
        guard disk.sizeBytes > 0, disk.sizeBytes % unit == 0 else {
            throw .failed("\(disk.name) has \(disk.sizeBytes) bytes, which is no whole number of \(name)")
        }
        return disk.sizeBytes / unit
    }
}
