internal import Logging

/// Sets up the log as the operator wants it.
struct Logs {
    let logger: Logger

    init(_ settings: Settings) throws {
        guard let level = Logger.Level(rawValue: settings.logLevel) else {
            throw SettingRefusal(
                "logLevel", settings.logLevel, "one of trace, debug, info, notice, warning, error, critical")
        }
        switch settings.logFormat {
        case "text": LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        case "json": LoggingSystem.bootstrap { _ in JSONLogHandler() }
        default: throw SettingRefusal("logFormat", settings.logFormat, "text or json")
        }
        var logger = Logger(label: "vireo")
        logger.logLevel = level
        self.logger = logger
    }
}
