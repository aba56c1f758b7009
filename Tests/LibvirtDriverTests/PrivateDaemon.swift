import Foundation
import Glibc

/// A libvirtd of the test's own, without privileges, with the test driver behind it.
final class PrivateDaemon: Sendable {
    private static let program = "/usr/sbin/libvirtd"
    private static let nobody = 65534

    static let isPossible = FileManager.default.isExecutableFile(atPath: program)

    private let folder: TemporaryFolder

    init() throws {
        folder = TemporaryFolder()
        if getuid() == 0 {
            try FileManager.default.setAttributes([.ownerAccountID: Self.nobody], ofItemAtPath: folder.path)
        }
        try start()
    }

    deinit { stop() }

    var uri: String { "test+unix:///default?socket=\(folder.path)/libvirt/libvirt-sock" }

    /// Returns when the daemon takes connections.
    func start() throws {
        var command = [Self.program, "--daemon", "--pid-file", pidFile, "--timeout", "120"]
        if getuid() == 0 {
            command = ["setpriv", "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups"] + command
        }
        let variables = ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"]
        try Self.run(
            ["env", "-i", "-C", folder.path, "PATH=/usr/bin:/bin:/usr/sbin:/sbin"]
                + variables.map { "\($0)=\(folder.path)" } + command)
    }

    /// Ends it, and returns when it is gone.
    func stop() {
        guard let pid else { return }
        kill(pid, SIGTERM)
        kill(pid, SIGCONT)
        while kill(pid, 0) == 0 { usleep(10_000) }
    }

    /// Runs on, and answers nobody.
    func freeze() { if let pid { kill(pid, SIGSTOP) } }

    func thaw() { if let pid { kill(pid, SIGCONT) } }

    private var pid: pid_t? {
        (try? String(contentsOfFile: pidFile, encoding: .utf8)).flatMap { pid_t($0.filter(\.isNumber)) }
    }

    private var pidFile: String { folder.path + "/pid" }

    /// Foundation's `Process` would wait for the daemon, which inherits what it watches.
    private static func run(_ command: [String]) throws {
        let arguments = command.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        // Threads of Swift's pool block signals, and a child would inherit that: it could not be stopped.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var process = pid_t()
        var status: Int32 = 0
        guard posix_spawn(&process, "/usr/bin/env", nil, &attributes, arguments + [nil], [nil]) == 0,
            waitpid(process, &status, 0) == process, status == 0
        else { throw CocoaError(.executableLoad) }
    }
}
