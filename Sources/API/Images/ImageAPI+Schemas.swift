internal import Hummingbird
internal import JSON
internal import Standalone

// Source: Image API v2 reference, section "Image Schemas"; JSON Schema, draft 4.

extension ImageAPI {
    @Sendable func imageSchema(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(Self.image)
    }

    @Sendable func imagesSchema(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(Self.container("images", Self.image))
    }

    @Sendable func memberSchema(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(Self.member)
    }

    @Sendable func membersSchema(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(Self.container("members", Self.member))
    }

    /// No image is fetched or converted on import: its bytes are uploaded.
    @Sendable func importInfo(_ request: Request, _ context: APIContext) async throws -> Response {
        .json([
            "import-methods": ["description": "Import methods available.", "type": "array", "value": []]
        ])
    }

    private static let image: JSONValue = {
        var properties: [JSONValue.Member] = []
        for name in ImageProperty.base.sorted() {
            var schema: [JSONValue.Member] = [JSONValue.Member("type", type(of: name))]
            if ImageProperty.readOnly.contains(name), name != "id", name != "owner" {
                schema.append(JSONValue.Member("readOnly", true))
            }
            if let values = values(of: name) { schema.append(JSONValue.Member("enum", values)) }
            if name == "tags" { schema.append(JSONValue.Member("items", ["type": "string", "maxLength": 255])) }
            properties.append(JSONValue.Member(name, .object(schema)))
        }
        return [
            "name": "image", "properties": .object(properties), "additionalProperties": ["type": "string"],
            "links": [
                ["rel": "self", "href": "{self}"], ["rel": "enclosure", "href": "{file}"],
                ["rel": "describedby", "href": "{schema}"],
            ],
        ]
    }()

    private static let member: JSONValue = [
        "name": "member",
        "properties": [
            "member_id": ["type": "string"], "image_id": ["type": "string"], "status": ["type": "string"],
            "created_at": ["type": "string"], "updated_at": ["type": "string"], "schema": ["type": "string"],
        ],
    ]

    private static func type(of name: String) -> JSONValue {
        switch name {
        case "protected", "os_hidden": "boolean"
        case "min_disk", "min_ram": "integer"
        case "size", "virtual_size": ["null", "integer"]
        case "tags", "locations": "array"
        case "id", "status", "visibility", "created_at", "updated_at", "self", "file", "schema": "string"
        default: ["null", "string"]
        }
    }

    private static func values(of name: String) -> JSONValue? {
        switch name {
        case "visibility": .array(ImageVisibility.allCases.map { .string($0.rawValue) })
        case "disk_format": .array([.null] + ImageProperty.diskFormats.sorted().map(JSONValue.string))
        case "container_format": .array([.null] + ImageProperty.containerFormats.sorted().map(JSONValue.string))
        default: nil
        }
    }

    private static func container(_ name: String, _ item: JSONValue) -> JSONValue {
        [
            "name": .string(name),
            "properties": .object([
                JSONValue.Member(name, ["type": "array", "items": item]),
                JSONValue.Member("first", ["type": "string"]), JSONValue.Member("next", ["type": "string"]),
                JSONValue.Member("schema", ["type": "string"]),
            ]),
            "links": [
                ["rel": "first", "href": "{first}"], ["rel": "next", "href": "{next}"],
                ["rel": "describedby", "href": "{schema}"],
            ],
        ]
    }
}
