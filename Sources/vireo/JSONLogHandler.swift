internal import Glibc
internal import JSON
internal import Logging
internal import Model
internal import Runtime

/// One JSON object a line on standard error: `time`, `level`, `message`, and the metadata beside them.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    private let runtime = SystemRuntime()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("time", runtime.now.iso8601MicrosecondsZone)
        writer.member("level", event.level.rawValue)
        writer.member("message", event.message.description)
        for (name, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
            $0.key < $1.key
        }) {
            writer.member(name, value.description)
        }
        writer.endObject()
        var line = writer.bytes
        line.append(UInt8(ascii: "\n"))
        _ = write(STDERR_FILENO, line, line.count)
    }
}
