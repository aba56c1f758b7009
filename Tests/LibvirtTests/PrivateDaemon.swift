import Foundation
import Glibc

/// A libvirtd of the test's own, without privileges, in a folder of its own; it knows nothing of the host's machines.
final class PrivateDaemon: Sendable {
    static let emulator = "/usr/bin/qemu-system-x86_64"
    private static let daemon = "/usr/sbin/libvirtd"
    private static let nobody = 65534

    /// Whether this machine can run one.
    static let isPossible = FileManager.default.isExecutableFile(atPath: daemon)
    /// Whether it can have machines.
    static let hasEmulator = isPossible && FileManager.default.isExecutableFile(atPath: emulator)

    private let folder: URL
    private let process = Process()

    /// Returns when the daemon takes connections.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "vireo-libvirt-\(UUID().uuidString.prefix(8))")
        let configuration = folder.appending(path: "libvirt")
        try FileManager.default.createDirectory(at: configuration, withIntermediateDirectories: true)
        // Without this, each machine's output would get a daemon of its own that outlives this one.
        try Data("stdio_handler = \"file\"\n".utf8).write(to: configuration.appending(path: "qemu.conf"))
        try giveAway(folder, permissions: 0o755)
        try giveAway(configuration, permissions: 0o755)
        let readiness = try Readiness(in: folder)
        try giveAway(readiness.path, permissions: 0o700)

        var command = [Self.daemon]
        if getuid() == 0 {
            command = ["setpriv", "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups"] + command
        }
        let variables = ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"]
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = Dictionary(uniqueKeysWithValues: variables.map { ($0, folder.path) })
            .merging(["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "NOTIFY_SOCKET": readiness.path.path]) { $1 }
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try readiness.wait()
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// A file in the daemon's folder that its machines can read and write.
    func file(named name: String, bytes: Int) throws -> String {
        let file = folder.appending(path: name)
        try Data(count: bytes).write(to: file)
        try giveAway(file, permissions: 0o644)
        return file.path
    }

    func uri(_ driver: String, _ path: String) -> String {
        "\(driver)+unix:///\(path)?socket=\(folder.path)/libvirt/libvirt-sock"
    }

    /// Kills the daemon: its connections break, its machines run on. A gentler signal would not reach it, as it has its
    /// mask from a thread of Swift's pool, which blocks signals.
    func stop() {
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    private func giveAway(_ file: URL, permissions: Int) throws {
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: permissions]
        if getuid() == 0 {
            attributes[.ownerAccountID] = Self.nobody
        }
        try FileManager.default.setAttributes(attributes, ofItemAtPath: file.path)
    }
}
