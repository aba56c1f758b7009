internal import ArgumentParser

/// Which service a command is about.
struct StateOptions: ParsableArguments {
    @Option(help: "The state folder of the service. (default: /var/lib/vireo)")
    var state: String?

    @Option(help: ArgumentHelp("A JSON file with settings.", valueName: "file"))
    var config: String?

    func settings() async throws -> Settings {
        try await Settings(flags: state.map { ["state": $0] } ?? [:], file: config)
    }
}
