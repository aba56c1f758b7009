internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// What clients probe before they ask for what they want.
//
// Source: Networking API v2.0 reference, sections "API versions", "Extensions", "Availability zones".

extension NetworkAPI {
    /// Alias and name of each extension that is here.
    private static let extensions: KeyValuePairs<String, String> = [
        "auto-allocated-topology": "Auto Allocated Topology Services", "availability_zone": "Availability Zone",
        "binding": "Port Binding",
        "net-mtu": "Network MTU", "net-mtu-writable": "Network MTU (writable)",
        "network_availability_zone": "Network Availability Zone", "pagination": "Pagination support",
        "port-security": "Port Security", "project-id": "project_id field enabled",
        "provider": "Provider Network", "quotas": "Quota management support", "quota_details": "Quota details",
        "security-group": "security-group", "sorting": "Sorting support",
        "standard-attr-description": "standard-attr-description",
        "standard-attr-revisions": "Resource revision numbers",
        "standard-attr-timestamp": "Resource timestamps",
    ]

    @Sendable func versions(_ request: Request, _ context: APIContext) async throws -> Response {
        let link: JSONValue = ["rel": "self", "href": .string(catalog.base(request) + "/network/v2.0/")]
        return .json(["versions": [["id": "v2.0", "status": "CURRENT", "links": [link]]]])
    }

    @Sendable func resources(_ request: Request, _ context: APIContext) async throws -> Response {
        let base = catalog.base(request) + "/network/v2.0/"
        let names = [
            ("network", "networks"), ("subnet", "subnets"), ("port", "ports"), ("security_group", "security-groups"),
            ("security_group_rule", "security-group-rules"), ("quota", "quotas"),
        ]
        return .json(
            .envelope(
                "resources",
                .array(
                    names.map { name, collection in
                        [
                            "name": .string(name), "collection": .string(collection),
                            "links": [["rel": "self", "href": .string(base + collection)]],
                        ]
                    }
                )
            )
        )
    }

    @Sendable func listExtensions(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(.envelope("extensions", .array(Self.extensions.map(Self.extensionView))))
    }

    @Sendable func showExtension(_ request: Request, _ context: APIContext) async throws -> Response {
        let alias = context.parameter("alias")
        guard let found = Self.extensions.first(where: { $0.key == alias }) else {
            throw APIError.notFound("Extension", alias)
        }
        return show("extension", Self.extensionView(found.key, found.value))
    }

    private static func extensionView(_ alias: String, _ name: String) -> JSONValue {
        [
            "alias": .string(alias), "name": .string(name), "description": "", "links": [],
            "updated": "2026-01-01T00:00:00-00:00",
        ]
    }

    @Sendable func listZones(_ request: Request, _ context: APIContext) async throws -> Response {
        .json([
            "availability_zones": [["name": "nova", "resource": "network", "state": "available"]]
        ])
    }

    /// There are no agents, routers, floating addresses and the like; clients that ask get an empty list.
    static func none(_ name: String) -> @Sendable (Request, APIContext) async throws -> Response {
        { _, _ in .json(.envelope(name, [])) }
    }
}
