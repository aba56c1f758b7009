internal import Cloud
internal import HostLink
internal import Hypervisor
internal import Model

/// Console logs of this host's guests, read from its files.
struct LocalConsoleLogs: ConsoleLogs {
    /// More than that is not answered, however many lines are asked for. Source: Nova's `MAX_CONSOLE_BYTES`.
    private static let maximumBytes = 100 * 1024

    let disks: any HostDisks

    func log(of server: ID<Server>, host: ID<Host>, lastLines: Int?) async throws -> String {
        let bytes: [UInt8]
        do {
            bytes = try await disks.consoleLog(of: server, lastBytes: Self.maximumBytes)
        } catch {
            throw CloudError.unavailable("the console log of \(server) cannot be read: \(error)")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let lastLines else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let end = lines.last == "" ? lines.dropLast() : lines[...]
        return end.suffix(lastLines).map { $0 + "\n" }.joined()
    }
}
