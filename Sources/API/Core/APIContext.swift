package import Hummingbird
internal import Logging
package import Model

/// What is known of a request while it is answered.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// `req-…`: answered in a header, logged on every line, kept with what the request causes.
    package var requestID = RequestID("")
    /// How the service that the path belongs to writes its errors.
    package var errorStyle = ErrorStyle.compute
    /// Set by `TokenMiddleware`.
    package var authentication: Authentication?
    /// Set by `MicroversionMiddleware`, for the Compute API only.
    package var microversion = Microversion.minimum
    /// Where the request came from and to, for the metadata service.
    package let localAddress: String?
    package let remoteAddress: String?

    /// Who asks, and with which token.
    package struct Authentication: Sendable {
        package let caller: Caller
        package let token: Secret
    }

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        localAddress = source.channel.localAddress?.ipAddress
        remoteAddress = source.channel.remoteAddress?.ipAddress
    }

    /// Who asks.
    ///
    /// - Throws: 401 where the route is reached without a token.
    package var caller: Caller {
        get throws(APIError) {
            guard let authentication else { throw APIError.unauthorized }
            return authentication.caller
        }
    }

    /// The text of a path's parameter, percent-decoded.
    package func parameter(_ name: String) -> String { String(percentDecoding: parameters.get(name) ?? "") }
}
