package import Cloud
internal import HTTPTypes
package import Hummingbird
internal import Model

/// Lets a request pass only with a valid token.
package struct TokenMiddleware: RouterMiddleware {
    private let identity: any Identity

    package init(identity: any Identity) { self.identity = identity }

    @concurrent
    package func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let text = request.headers[.authToken], !text.isEmpty else { throw APIError.unauthorized }
        var context = context
        let token = Secret(text)
        context.authentication = APIContext.Authentication(
            caller: try await identity.caller(token: token), token: token)
        return try await next(request, context)
    }
}
