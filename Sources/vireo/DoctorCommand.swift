internal import ArgumentParser

/// Checks this host and says what to do about each finding.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check this host, and say what to do about each finding.")

    @OptionGroup var service: StateOptions

    func run() async throws {
        let settings = try await service.settings()
        let findings = await Doctor(settings).examine()
        for finding in findings { print(finding.line) }
        if findings.contains(where: \.isFailure) { throw ExitCode.failure }
    }
}
