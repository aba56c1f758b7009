internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model

/// One request of the Compute API, with all that a handler wants to know of it.
struct ComputeRequest: Sendable {
    let request: Request
    let context: APIContext
    let caller: Caller
    let links: Links

    init(_ request: Request, _ context: APIContext, publicURL: String?) throws(APIError) {
        self.request = request
        self.context = context
        caller = try context.caller
        links = Links(request, project: context.parameters.get("project") == nil ? nil : caller.project, publicURL)
    }

    var version: Microversion { context.microversion }
    var requestID: Model.RequestID { context.requestID }
    var query: Query { Query(request) }

    /// Whose records a request by id reaches.
    var scope: Scope { caller.isAdmin ? .all : caller.scope }

    /// The server in the path.
    var server: ID<Server> { ID(parameter("server")) }

    func parameter(_ name: String) -> String { context.parameter(name) }

    /// The members of the object that the body holds under that name.
    func fields(of name: String) async throws -> Fields { try await request.fields(of: name) }

    func document() async throws -> JSONValue { try await request.document() }

    /// - Throws: 403.
    func check(_ operation: ComputeOperation) throws(APIError) { try Policy.check(operation, caller) }

    /// Refuses parameters that nobody took, from the version on that does so.
    ///
    /// - Throws: 400.
    func finish(_ query: Query) throws(APIError) {
        if version >= .strict { try query.finish() }
    }
}
