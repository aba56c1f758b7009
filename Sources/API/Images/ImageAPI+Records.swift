internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Image API v2 reference, section "Images".

extension ImageAPI {
    @Sendable func createImage(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        let document = try await request.document()
        guard let members = document.members else { throw APIError.badRequest("The body must be an object.") }
        var attributes = ImageAttributes()
        for member in members where member.name != "id" && member.name != "owner" {
            try ImageProperty.set(member.name, to: member.value, in: &attributes)
        }
        let record = try await images.create(
            attributes,
            id: try Self.id(document["id"]),
            owner: try Self.owner(document["owner"]),
            for: caller
        )
        var response = show(record, status: .created)
        response.headers[.location] = catalog.base(request) + "/image/v2/images/\(record.id)"
        return response
    }

    private static func id(_ value: JSONValue?) throws(APIError) -> ID<Image>? {
        guard let value else { return nil }
        guard let text = value.stringValue, text.isUUID, text.utf8.count == 36 else {
            throw .badRequest("Invalid input for 'id': must be a UUID.")
        }
        return ID(text.lowercased())
    }

    private static func owner(_ value: JSONValue?) throws(APIError) -> ID<Project>? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.stringValue, (1...255).contains(text.utf8.count) else {
            throw .badRequest("Invalid input for 'owner': must be a project's id.")
        }
        return ID(text)
    }

    @Sendable func listImages(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let query = try ImageQuery(request)
        let page = try query.page(of: try await images.allRecords(for: caller), for: caller)
        return .json(capacity: 1024 * (page.records.count + 1)) { writer in
            writer.beginObject()
            writer.name("images")
            writer.beginArray()
            for record in page.records { ImageView(record).write(to: &writer) }
            writer.endArray()
            writer.member("first", page.first)
            if let next = page.next { writer.member("next", next) }
            writer.member("schema", "/v2/schemas/images")
            writer.endObject()
        }
    }

    @Sendable func showImage(_ request: Request, _ context: APIContext) async throws -> Response {
        show(try await images.record(id(context), for: try context.caller))
    }

    @Sendable func updateImage(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        let type = request.headers[.contentType]?.split(separator: ";").first.map(String.init) ?? ""
        guard ImagePatch.mediaTypes.contains(type) else {
            throw APIError(
                .unsupportedMediaType,
                "The content type must be \(ImagePatch.mediaTypes[0]); it is '\(type.prefix(100))'."
            )
        }
        let patch = try ImagePatch(try await request.document())
        return show(try await images.update(id(context), for: caller) { try patch.apply(to: &$0) })
    }

    @Sendable func deleteImage(_ request: Request, _ context: APIContext) async throws -> Response {
        try await images.delete(id(context), for: try member(context))
        return .empty(.noContent)
    }

    @Sendable func deactivateImage(_ request: Request, _ context: APIContext) async throws -> Response {
        try await images.setActive(false, id(context), for: try context.caller)
        return .empty(.noContent)
    }

    @Sendable func reactivateImage(_ request: Request, _ context: APIContext) async throws -> Response {
        try await images.setActive(true, id(context), for: try context.caller)
        return .empty(.noContent)
    }

    @Sendable func addTag(_ request: Request, _ context: APIContext) async throws -> Response {
        let tag = context.parameter("tag")
        _ = try await images.update(id(context), for: try member(context)) { attributes in
            guard attributes.tags.count < ImageProperty.maximumTags else {
                throw APIError(.contentTooLarge, "An image can have \(ImageProperty.maximumTags) tags at most.")
            }
            attributes.tags = try ImageProperty.tags(attributes.tags + [tag])
        }
        return .empty(.noContent)
    }

    @Sendable func removeTag(_ request: Request, _ context: APIContext) async throws -> Response {
        let tag = context.parameter("tag")
        _ = try await images.update(id(context), for: try member(context)) { attributes in
            guard attributes.tags.contains(tag) else { throw APIError.notFound("Tag", tag) }
            attributes.tags.removeAll { $0 == tag }
        }
        return .empty(.noContent)
    }

    /// This service shares images with all projects or with none.
    @Sendable func listMembers(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await images.record(id(context), for: try context.caller)
        return .json(["members": [], "schema": "/v2/schemas/members"])
    }

    private func show(_ record: ImageRecord, status: HTTPResponse.Status = .ok) -> Response {
        .json(status: status, capacity: 1024) { ImageView(record).write(to: &$0) }
    }
}
