internal import ArgumentParser
internal import DesignInput

/// The table of Nova's options.
struct OptionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "options", abstract: "List Nova's options: what each does here, or why it does not.")

    @Flag(help: "Print the page docs/Options.md.")
    var markdown = false

    func run() { print(markdown ? OptionTable.markdown : OptionTable.text, terminator: "") }
}
