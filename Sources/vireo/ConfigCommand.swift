internal import ArgumentParser

/// What settings there are, and how those of Nova's become them.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Translate a nova.conf, and list what becomes of Nova's options.",
        subcommands: [ImportCommand.self, OptionsCommand.self])
}
