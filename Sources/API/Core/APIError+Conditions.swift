internal import Cloud
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore
internal import Store

extension APIError {
    /// The one table from what went wrong to what the client is told.
    ///
    /// Source of the statuses: Compute API reference, section "Faults", and the error codes of each operation.
    package init(_ error: any Error) {
        switch error {
        case let error as APIError: self = error
        case let error as CloudError: self.init(error)
        case let error as any APIConvertible: self = error.apiError
        case let error as StoreError: self.init(error)
        case let error as JSONSyntaxError: self.init(.badRequest, "The body is not a JSON document: \(error).")
        case let error as HTTPError:
            self.init(error.status, error.body ?? error.status.reasonPhrase)
        case is NIOTooManyBytesError:
            self.init(.contentTooLarge, "The body is larger than this request may have.")
        case is CancellationError:
            self.init(.serviceUnavailable, "The service is stopping. Send the request again.")
        default:
            self.init(
                .internalServerError, "An unexpected error prevented the server from fulfilling the request.",
                internalContext: String(reflecting: error))
        }
    }

    private init(_ error: CloudError) {
        switch error {
        case .unauthorized: self = .unauthorized
        case .forbidden(let text): self.init(.forbidden, text)
        // Only the network service has quotas of its own, and this is its answer. Source: Networking API v2.0
        // reference, "Create port", response codes.
        case .overQuota(let text): self.init(.conflict, text)
        case .notFound: self.init(.notFound, error.description)
        case .conflict(let text): self.init(.conflict, text)
        case .badRequest(let text): self.init(.badRequest, text)
        case .unavailable(let text):
            self.init(
                .serviceUnavailable, "Another service of the cloud does not answer. Try again later.",
                internalContext: text)
        }
    }

    private init(_ error: StoreError) {
        switch error {
        case .unavailable, .closed, .compacted, .noLease:
            self.init(
                .serviceUnavailable, "The service cannot store anything now. Try again later.",
                internalContext: error.description)
        case .tooLarge:
            self.init(.contentTooLarge, "The request is larger than what can be stored at once.")
        case .unreadable, .keyChangedTwice:
            self.init(
                .internalServerError, "An unexpected error prevented the server from fulfilling the request.",
                internalContext: error.description)
        }
    }
}

/// An error of another target's rules that knows how it is answered.
package protocol APIConvertible: Error {
    var apiError: APIError { get }
}
