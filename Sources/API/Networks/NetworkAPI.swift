internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

/// The handlers of the embedded Networking API; each file beside this one has those of one kind of thing.
struct NetworkAPI: Sendable {
    let networks: StandaloneNetworks
    let catalog: Catalog

    /// Who may change something in the project.
    ///
    /// - Throws: 401, 403.
    func member(_ context: APIContext) throws(APIError) -> Caller {
        let caller = try context.caller
        guard caller.mayWrite else { throw .forbidden("This operation is disallowed by policy.") }
        return caller
    }

    func show(_ name: String, _ document: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        .json(.envelope(name, document), status: status)
    }

    /// The project that a body names, under its new or its old name.
    static func project(_ fields: inout Fields) throws(APIError) -> ID<Project>? {
        let new = try fields.optionalString("project_id", length: 1...255)
        let old = try fields.optionalString("tenant_id", length: 1...255)
        return (new ?? old).map { ID($0) }
    }

    /// Takes members that this service has no use for, as long as they say nothing.
    ///
    /// - Throws: 400 for one that says something.
    static func refuse(_ names: [String], _ fields: inout Fields) throws(APIError) {
        for name in names {
            guard let value = fields.optional(name), !value.saysNothing else { continue }
            throw fields.refusal(name, value, "is not supported by this service")
        }
    }
}

extension JSONValue {
    /// Whether this is null, false, or empty.
    fileprivate var saysNothing: Bool {
        switch self {
        case .null, .bool(false), .string(""), .array([]), .object([]): true
        default: false
        }
    }
}

extension Timestamp {
    /// `2026-01-31T08:15:00Z`: how Neutron writes times.
    var networkText: JSONValue { .string(iso8601) }
}
