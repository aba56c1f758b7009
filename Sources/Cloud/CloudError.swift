/// What another part of the cloud answered instead of what was asked.
package enum CloudError: Error, Hashable, CustomStringConvertible {
    /// The token is not valid (any more).
    case unauthorized
    case forbidden(String)
    /// Which kind of thing, and the id or name that was asked for.
    case notFound(kind: String, id: String)
    case conflict(String)
    case badRequest(String)
    case overQuota(String)
    /// No answer, or one that says to come again: worth trying again.
    case unavailable(String)

    package var description: String {
        switch self {
        case .unauthorized: "The token is not valid."
        case .forbidden(let text), .conflict(let text), .badRequest(let text), .overQuota(let text): text
        case .notFound(let kind, let id): "\(kind) \(id) could not be found."
        case .unavailable(let text): text
        }
    }

    /// Whether the same call may succeed later.
    package var isTransient: Bool {
        if case .unavailable = self { true } else { false }
    }
}
