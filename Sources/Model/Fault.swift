/// Why a server is in error, or an action failed.
///
/// Source: Compute API reference, "Show Server Details", `fault`.
package struct Fault: Codable, Hashable, Sendable, Error {
    /// HTTP-like: 500 for the service's failures, 400 for what the request cannot have.
    package var code: Int
    /// What the tenant may read: no paths, no host names.
    package var message: String
    /// What administrators may read beside it.
    package var details: String?
    package var createdAt: Timestamp?

    /// What a tenant can do about a failure of the service, of which only administrators may read more.
    package static let advice =
        "Try again; if it happens again, an administrator finds the reason in the fault's details and the service's log."

    package init(code: Int, message: String, details: String? = nil, createdAt: Timestamp? = nil) {
        self.code = code
        self.message = message
        self.details = details
        self.createdAt = createdAt
    }
}
