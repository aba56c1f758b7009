import Foundation
import Glibc

/// A libvirtd of the test's own, without privileges, in a folder of its own; it knows nothing of the host's machines.
final class PrivateDaemon: Sendable {
    private static let daemon = "/usr/sbin/libvirtd"
    private static let nobody = 65534

    /// Whether this machine can run one.
    static let isPossible = FileManager.default.isExecutableFile(atPath: daemon)

    static let emulator = "/usr/bin/qemu-system-x86_64"
    static let hasEmulator = FileManager.default.isExecutableFile(atPath: emulator)

    let folder: URL

    /// Returns when the daemon takes connections.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "vireo-libvirt-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var command = [Self.daemon, "--daemon", "--pid-file", folder.appending(path: "pid").path, "--timeout", "120"]
        if getuid() == 0 {
            let owner: [FileAttributeKey: Any] = [.ownerAccountID: Self.nobody, .posixPermissions: 0o755]
            try FileManager.default.setAttributes(owner, ofItemAtPath: folder.path)
            command = ["setpriv", "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups"] + command
        }
        let variables = ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"]
        try Self.run(
            ["env", "-i", "-C", folder.path, "PATH=/usr/bin:/bin:/usr/sbin:/sbin"]
                + variables.map { "\($0)=\(folder.path)" } + command
        )
    }

    /// Runs a command that leaves a daemon behind. Foundation's `Process` would wait for the daemon too, which inherits
    /// what it watches.
    private static func run(_ command: [String]) throws {
        let arguments = command.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        var status: Int32 = 0
        guard posix_spawn(&process, "/usr/bin/env", nil, nil, arguments + [nil], [nil]) == 0,
            waitpid(process, &status, 0) == process, status == 0
        else {
            throw CocoaError(.executableLoad)
        }
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    func uri(_ driver: String, _ path: String) -> String {
        "\(driver)+unix:///\(path)?socket=\(folder.path)/libvirt/libvirt-sock"
    }

    /// Ends the daemon as a restart does; its connections break.
    func stop() {
        let pid = try? String(contentsOf: folder.appending(path: "pid"), encoding: .utf8)
        if let pid = pid.flatMap({ pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) {
            kill(pid, SIGTERM)
        }
    }
}
