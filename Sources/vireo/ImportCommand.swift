internal import ArgumentParser
internal import DesignInput
internal import Glibc

/// Makes a settings file of a `nova.conf`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Print the settings file that says what a nova.conf says, and what it leaves out.",
        discussion: """
            The settings go to standard output or to a file, for 'vireo serve --config'. What is left out goes to \
            standard error, a line for each option, with its value where that cannot be a secret, and the reason.

            Exit status: 0 where all that matters came along; 3 where something was left out that guests depend on: the \
            settings are printed all the same; 1 where there are none: a file cannot be read, or Nova itself would not \
            start with it.
            """)

    /// Something was left out that guests depend on.
    private static let incomplete = ExitCode(3)

    @Argument(help: ArgumentHelp("Nova's configuration files; a later file's value counts.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("Where to write the settings instead of standard output.", valueName: "file"))
    var output: String?

    func run() throws {
        let read = try NovaImport(files.map(Self.read))
        if let output {
            guard TextFile.write(String(read.settings.indented.dropLast()), to: output) else {
                throw SettingRefusal("output", output, "a file that can be written")
            }
        } else {
            print(read.settings.indented, terminator: "")
        }
        for line in read.report { Self.tell(line) }
        guard read.isComplete else {
            Self.tell("not all that guests depend on came along: see above")
            throw Self.incomplete
        }
    }

    private static func read(_ path: String) throws -> ConfFile {
        guard let bytes = TextFile.bytes(path) else { throw SettingRefusal("file", path, "a file that can be read") }
        guard bytes.count < 1 << 20 else { throw SettingRefusal("file", path, "smaller than 1 MiB") }
        let file = ConfFile(bytes)
        guard file.faults.isEmpty else {
            for fault in file.faults { tell("\(path), \(fault)") }
            throw SettingRefusal("file", path, "without such lines: Nova would not start with it either")
        }
        return file
    }

    private static func tell(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
