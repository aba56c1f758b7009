package import Model

/// What guests wrote to their serial consoles, read from the hosts that they run on.
package protocol ConsoleLogs: Sendable {
    /// The log's end as text; what is not UTF-8 in it is replaced.
    ///
    /// - Parameter lastLines: at most so many lines; nil for all that is kept.
    /// - Throws: `CloudError.unavailable` where the host does not answer.
    func log(of server: ID<Server>, host: ID<Host>, lastLines: Int?) async throws -> String
}
