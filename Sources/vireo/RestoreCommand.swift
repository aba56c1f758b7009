internal import ArgumentParser
internal import Glibc
internal import Runtime
internal import Store

/// Puts a copy of the database back, while the service runs or not.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a copy of the database back; a service that runs begins again with it.",
        discussion: """
            The copy is read whole before anything is changed, and must be of the same cluster. The database that it \
            replaces is kept beside it as store.sqlite.before-restore. No guest is touched: a server that was made after \
            the copy is left running and named in the log, one that was deleted after it is shown as ERROR.
            """)

    /// How long a service may take to end what it is doing.
    private static let patience: Duration = .seconds(120)

    @Argument(help: "A file that 'vireo backup' has written.")
    var file: String

    @OptionGroup var service: StateOptions

    func run() async throws {
        let settings = try await service.settings()
        let content = try SQLiteBackup.prepareRestore(of: file, in: settings.state)
        if let process = try SQLiteBackup.finishRestore(in: settings.state) {
            try await awaitRestart(of: process, settings.state)
        }
        print("\(file) is put back: cluster \(content.cluster), revision \(content.revision)")
    }

    private func awaitRestart(of process: Int32, _ folder: String) async throws {
        print("process \(process) uses the state folder; it begins again with the copy")
        guard kill(process, SIGHUP) == 0 else {
            throw ValidationError(
                "process \(process) cannot be told (\(String(cString: strerror(errno)))): stop it; its next start puts "
                    + "the copy back")
        }
        let runtime = SystemRuntime()
        let deadline = runtime.uptime + Self.patience
        while SQLiteBackup.isWaiting(in: folder) {
            guard runtime.uptime < deadline else {
                throw ValidationError(
                    "process \(process) has not taken the copy yet: look at its log; its next start puts it back")
            }
            // That the waiting copy has gone from the folder is the other process's only sign.
            try await runtime.sleep(for: .milliseconds(50))
        }
    }
}
