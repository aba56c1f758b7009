internal import HTTPTypes

/// What a client did to a request's body that ends the request.
enum ClientFailure: Error, APIConvertible {
    /// Fewer bytes came than a client in earnest sends.
    case tooSlow
    /// The body came in so many small pieces that taking them costs more than they hold.
    case wasteful
    /// The connection ended before the body, or the body's framing is not HTTP.
    case broken

    package var apiError: APIError {
        switch self {
        case .tooSlow: APIError(.requestTimeout, "The body of the request came too slowly. Send it again.")
        case .wasteful: .badRequest("The body of the request came in too many small chunks. Send larger ones.")
        case .broken: .badRequest("The body of the request ends too early, or its chunks are not well formed.")
        }
    }
}
