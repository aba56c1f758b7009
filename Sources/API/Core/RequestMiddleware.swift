internal import HTTPTypes
package import Hummingbird
internal import Logging
internal import Model
package import Runtime

/// The outermost layer: gives each request its id, turns every error into the service's own form, logs the answer.
package struct RequestMiddleware: RouterMiddleware {
    private let runtime: any Runtime

    package init(runtime: any Runtime) { self.runtime = runtime }

    @concurrent
    package func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let start = runtime.uptime
        context.requestID = RequestID("req-" + runtime.uuid())
        context.errorStyle = ErrorStyle(path: request.uri.path)
        context.logger[metadataKey: "request_id"] = "\(context.requestID)"
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = answer(to: error, context)
        }
        response.headers[.openStackRequestID] = context.requestID.value
        if context.errorStyle == .compute { response.headers[.computeRequestID] = context.requestID.value }
        context.logger.info(
            "\(request.method) \(request.uri.path) \(response.status.code)",
            metadata: ["ms": "\((runtime.uptime - start).milliseconds)"])
        return response
    }

    private func answer(to error: any Error, _ context: APIContext) -> Response {
        let answer = APIError(error)
        if let cause = answer.internalContext {
            context.logger.error("\(answer.message)", metadata: ["cause": "\(cause)"])
        }
        var response = Response.json(context.errorStyle.body(answer), status: answer.status)
        if answer.status == .unauthorized { response.headers[.wwwAuthenticate] = "Keystone uri=\"/identity\"" }
        return response
    }
}

extension ErrorStyle {
    fileprivate init(path: String) {
        self =
            if path.hasPrefix("/identity") {
                .identity
            } else if path.hasPrefix("/image") {
                .image
            } else if path.hasPrefix("/network") {
                .network
            } else {
                .compute
            }
    }
}

extension HTTPField.Name {
    static let openStackRequestID = HTTPField.Name(constant: "x-openstack-request-id")
    static let computeRequestID = HTTPField.Name(constant: "x-compute-request-id")
    static let authToken = HTTPField.Name(constant: "X-Auth-Token")
    static let subjectToken = HTTPField.Name(constant: "X-Subject-Token")
    static let novaVersion = HTTPField.Name(constant: "X-OpenStack-Nova-API-Version")
    static let openStackVersion = HTTPField.Name(constant: "OpenStack-API-Version")
}

extension HTTPField.Name {
    /// A name that is known to be valid.
    fileprivate init(constant: StaticString) {
        self = HTTPField.Name("\(constant)") ?? .date
    }
}
