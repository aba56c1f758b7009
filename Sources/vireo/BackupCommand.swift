internal import ArgumentParser
internal import Store

/// Copies the database, while the service runs or not.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database into a file, as it is at one instant; the service may run meanwhile.",
        discussion: """
            The file holds what the database holds: servers, networks, users and the hashes of their passwords. It is \
            for its owner alone (mode 0600). Images and guests' disks are files of the state folder, and are not in it.
            """)

    @Argument(help: "The file to write; one that is there is replaced when the copy is whole.")
    var file: String

    @OptionGroup var service: StateOptions

    func run() async throws {
        let settings = try await service.settings()
        let content = try SQLiteBackup.write(of: settings.state, to: file)
        print("\(file): \(content.bytes) bytes, cluster \(content.cluster), revision \(content.revision)")
    }
}
