package import HTTPTypes

/// An answer that is not what was asked for: a status and two messages.
package struct APIError: Error, Hashable {
    package var status: HTTPResponse.Status
    /// What the client reads: no paths, no host names, no stack traces.
    package var message: String
    /// What only the log keeps.
    package var internalContext: String?

    package init(_ status: HTTPResponse.Status, _ message: String, internalContext: String? = nil) {
        self.status = status
        self.message = message
        self.internalContext = internalContext
    }

    package static func badRequest(_ message: String) -> Self { Self(.badRequest, message) }
    package static func forbidden(_ message: String) -> Self { Self(.forbidden, message) }
    package static func conflict(_ message: String) -> Self { Self(.conflict, message) }

    /// "Flavor x could not be found."
    package static func notFound(_ kind: String, _ id: String) -> Self {
        Self(.notFound, "\(kind) \(id) could not be found.")
    }

    package static let unauthorized = Self(
        .unauthorized, "The request you have made requires authentication: send a valid X-Auth-Token.")
}
