import Foundation
import Glibc

/// A file system of its own in memory, small enough to be filled; for root.
final class SmallDisk {
    static let isPossible = {
        guard geteuid() == 0, let disk = try? SmallDisk(kibibytes: 64) else { return false }
        disk.unmount()
        return true
    }()

    let path: String
    private let folder: TemporaryFolder

    init(kibibytes: Int) throws {
        folder = try TemporaryFolder()
        path = folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        if mount("tmpfs", path, "tmpfs", 0, "size=\(kibibytes)k,mode=700") != 0 {
            throw Unexpected(what: "no file system at \(path): \(String(cString: strerror(errno)))")
        }
    }

    func unmount() { umount2(path, Int32(MNT_DETACH)) }

    /// Takes all that is free.
    func fill() throws {
        let file = open(path + "/ballast", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Unexpected(what: "no ballast: \(String(cString: strerror(errno)))") }
        defer { close(file) }
        let block = [UInt8](repeating: 1, count: 4096)
        while write(file, block, block.count) > 0 {}
    }

    func free() { unlink(path + "/ballast") }

    /// A disk that nobody writes to can be made one that nobody can.
    func set(readOnly: Bool) throws {
        let flags = UInt(MS_REMOUNT) | (readOnly ? UInt(MS_RDONLY) : 0)
        if mount("tmpfs", path, "tmpfs", flags, nil) != 0 {
            throw Unexpected(what: "not remounted: \(String(cString: strerror(errno)))")
        }
    }
}
