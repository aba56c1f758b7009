import Foundation
import Testing

/// A small file system of a test's own, on a file; unmounted with its owner.
final class Volume {
    let path: String
    /// Shared with the mount namespaces that libvirt makes for guests, so that what is unmounted here is so there too.
    private let holder: String
    private let file: String
    private var ballast: String { path + "/ballast" }

    init(megabytes: Int) throws {
        holder = "/var/tmp/vireo-test-volume-\(UUID().uuidString.lowercased().prefix(8))"
        path = holder + "/disk"
        file = holder + ".ext4"
        _ = FileManager.default.createFile(atPath: file, contents: nil)
        try #require(truncate(file, megabytes << 20) == 0)
        try #require(Tool.run("mkfs.ext4", "-q", "-m", "0", file).status == 0)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try #require(Tool.run("mount", "--bind", holder, holder).status == 0)
        try #require(Tool.run("mount", "--make-shared", holder).status == 0)
        try #require(mount())
    }

    deinit {
        for mounted in [path, holder] { _ = Tool.run("umount", "--lazy", mounted) }
        try? FileManager.default.removeItem(atPath: holder)
        try? FileManager.default.removeItem(atPath: file)
    }

    private func mount() -> Bool { Tool.run("mount", "-o", "loop", file, path).status == 0 }

    /// Leaves no byte for anybody.
    func fill() throws {
        let descriptor = open(ballast, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        for size in [1 << 20, 4096, 1] {
            let block = [UInt8](repeating: 0x55, count: size)
            while write(descriptor, block, size) == size {}
        }
        fsync(descriptor)
    }

    /// Gives back what `fill` took.
    func free() { unlink(ballast) }

    /// What the kernel does with a file system whose disk fails: no write is let through from here on, whoever has files
    /// open.
    func fail() -> Bool { Tool.run("mount", "-o", "remount,abort", path).status == 0 }

    /// Mends it and mounts it anew; nobody may have files of it open.
    func repair() throws {
        try #require(Tool.run("umount", path).status == 0)
        _ = Tool.run("e2fsck", "-f", "-y", file)
        try #require(mount())
    }
}
