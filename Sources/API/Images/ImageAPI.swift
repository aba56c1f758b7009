internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

/// The handlers of the embedded Image API.
struct ImageAPI: Sendable {
    let images: StandaloneImages
    let catalog: Catalog

    /// Source: Image API v2 reference, "Image API versions".
    @Sendable func versions(_ request: Request, _ context: APIContext) async throws -> Response {
        let link: JSONValue = [["rel": "self", "href": .string(catalog.base(request) + "/image/v2/")]]
        let versions = ["v2.7", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0"].enumerated().map { index, id in
            ["id": .string(id), "status": index == 0 ? "CURRENT" : "SUPPORTED", "links": link] as JSONValue
        }
        return .json(.envelope("versions", .array(versions)), status: .multipleChoices)
    }

    func id(_ context: APIContext) -> ID<Image> { ID(context.parameter("image").lowercased()) }

    /// Who may change something in the project.
    ///
    /// - Throws: 401, 403.
    func member(_ context: APIContext) throws(APIError) -> Caller {
        let caller = try context.caller
        guard caller.mayWrite else { throw .forbidden("You are not authorized to complete this action.") }
        return caller
    }
}

extension Caller {
    /// Whether the caller may make and change things of the project: of the default roles, all but `reader` may.
    ///
    /// Source: Keystone administration guide, "Default roles".
    var mayWrite: Bool { isAdmin || !roles.isDisjoint(with: ["member", "manager"]) }
}
