internal import ArgumentParser

/// Checks this host and says what to do about each finding.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check this host, and say what to do about each finding.")

    @Option(help: "The state folder of the service. (default: /var/lib/vireo)")
    var state: String?

    @Option(help: ArgumentHelp("A JSON file with settings.", valueName: "file"))
    var config: String?

    func run() async throws {
        let settings = try await Settings(flags: state.map { ["state": $0] } ?? [:], file: config)
        let findings = await Doctor(settings).examine()
        for finding in findings { print(finding.line) }
        if findings.contains(where: \.isFailure) { throw ExitCode.failure }
    }
}
