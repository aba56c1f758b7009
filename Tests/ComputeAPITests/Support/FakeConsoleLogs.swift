import HostLink
import Model

/// The same log for every server.
struct FakeConsoleLogs: ConsoleLogs {
    func log(of server: ID<Server>, host: ID<Host>, lastLines: Int?) async throws -> String {
        let lines = ["FAKE CONSOLE OUTPUT", "ANOTHER\u{1B}[2J", "LAST LINE"]
        return lines.suffix(lastLines ?? lines.count).joined(separator: "\n")
    }
}
