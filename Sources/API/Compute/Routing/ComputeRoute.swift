internal import HTTPTypes
internal import Hummingbird
internal import Model

/// One line of the API's surface: what is asked by which method and path, in which versions, who may, who answers.
struct ComputeRoute: Sendable {
    typealias Handler = @Sendable (ComputeRequest) async throws -> Response

    let method: HTTPRequest.Method
    /// Below the API's root and the optional project.
    let path: String
    let operation: ComputeOperation
    let versions: ClosedRange<Microversion>
    let handler: Handler

    private init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ operation: ComputeOperation,
        _ from: Microversion,
        _ upTo: Microversion,
        _ handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.operation = operation
        versions = from...max(from, upTo)
        self.handler = handler
    }

    static func get(
        _ path: String,
        _ operation: ComputeOperation,
        from: Microversion = .minimum,
        upTo: Microversion = .maximum,
        _ handler: @escaping Handler
    ) -> Self {
        Self(.get, path, operation, from, upTo, handler)
    }

    static func post(
        _ path: String,
        _ operation: ComputeOperation,
        from: Microversion = .minimum,
        upTo: Microversion = .maximum,
        _ handler: @escaping Handler
    ) -> Self {
        Self(.post, path, operation, from, upTo, handler)
    }

    static func put(
        _ path: String,
        _ operation: ComputeOperation,
        from: Microversion = .minimum,
        upTo: Microversion = .maximum,
        _ handler: @escaping Handler
    ) -> Self {
        Self(.put, path, operation, from, upTo, handler)
    }

    static func delete(
        _ path: String,
        _ operation: ComputeOperation,
        from: Microversion = .minimum,
        upTo: Microversion = .maximum,
        _ handler: @escaping Handler
    ) -> Self {
        Self(.delete, path, operation, from, upTo, handler)
    }

    /// Version, project, policy, then the handler.
    func respond(_ request: Request, _ context: APIContext, publicURL: String?) async throws -> Response {
        guard versions.contains(context.microversion) else {
            throw APIError(.notFound, "The resource could not be found.")
        }
        let request = try ComputeRequest(request, context, publicURL: publicURL)
        if let project = context.parameters.get("project"), project != request.caller.project.value {
            throw APIError.badRequest(
                "Malformed request URL: URL's project_id '\(project.prefix(64))' doesn't match Context's project_id "
                    + "'\(request.caller.project)'"
            )
        }
        try request.check(operation)
        return try await handler(request)
    }
}
