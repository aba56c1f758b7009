internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Standalone

// Answered without a token: how clients find the version; and what there is one of, or none.
//
// Source: Identity API v3 reference, sections "API versions", "Domains", "Service catalog and endpoints".

extension IdentityAPI {
    @Sendable func versions(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(.envelope("versions", ["values": [version(request)]]), status: .multipleChoices)
    }

    @Sendable func showVersion(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(.envelope("version", version(request)))
    }

    private func version(_ request: Request) -> JSONValue {
        [
            "id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z",
            "links": [["rel": "self", "href": .string(catalog.base(request) + "/identity/v3/")]],
            "media-types": [
                ["base": "application/json", "type": "application/vnd.openstack.identity-v3+json"]
            ],
        ]
    }

    @Sendable func listDomains(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await bearer(request)
        var query = Query(request)
        let isNamed = query.last("name").map { $0 == IdentityDomain.name } ?? true
        return list("domains", isNamed ? [domainView(request)] : [], request)
    }

    @Sendable func showDomain(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await bearer(request)
        try requireDomain(context)
        return .json(.envelope("domain", domainView(request)))
    }

    /// - Throws: 404 for all but the only domain.
    func requireDomain(_ context: APIContext) throws(APIError) {
        guard context.parameter("domain") == IdentityDomain.id else {
            throw .notFound("Domain", context.parameter("domain"))
        }
    }

    private func domainView(_ request: Request) -> JSONValue {
        [
            "id": .string(IdentityDomain.id), "name": .string(IdentityDomain.name), "enabled": true,
            "description": "The default domain", "tags": [], "options": [:],
            "links": link("domains/\(IdentityDomain.id)", request),
        ]
    }

    @Sendable func listServices(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var query = Query(request)
        let (type, name) = (query.last("type"), query.last("name"))
        let services = Catalog.services.filter { ($0.type == type ?? $0.type) && ($0.name == name ?? $0.name) }
        return list("services", services.map { serviceView($0, request) }, request)
    }

    @Sendable func showService(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        let id = context.parameter("service")
        guard let service = Catalog.services.first(where: { $0.id == id }) else {
            throw APIError.notFound("Service", id)
        }
        return .json(.envelope("service", serviceView(service, request)))
    }

    private func serviceView(_ service: Catalog.Service, _ request: Request) -> JSONValue {
        [
            "id": .string(service.id), "type": .string(service.type), "name": .string(service.name), "enabled": true,
            "description": "", "links": link("services/\(service.id)", request),
        ]
    }

    @Sendable func listEndpoints(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        var query = Query(request)
        let (service, interface) = (query.last("service_id"), query.last("interface"))
        return list(
            "endpoints",
            endpoints(request).filter { endpoint in
                (service == nil || endpoint["service_id"]?.stringValue == service)
                    && (interface == nil || endpoint["interface"]?.stringValue == interface)
            },
            request
        )
    }

    @Sendable func showEndpoint(_ request: Request, _ context: APIContext) async throws -> Response {
        try await administrator(request)
        let id = context.parameter("endpoint")
        guard let endpoint = endpoints(request).first(where: { $0["id"]?.stringValue == id }) else {
            throw APIError.notFound("Endpoint", id)
        }
        return .json(.envelope("endpoint", endpoint))
    }

    private func endpoints(_ request: Request) -> [JSONValue] {
        Catalog.services.flatMap { service in
            ["public", "internal", "admin"].map { interface in
                let id = "\(service.endpointID)-\(interface)"
                return [
                    "id": .string(id), "service_id": .string(service.id), "interface": .string(interface),
                    "region": .string(Catalog.region), "region_id": .string(Catalog.region), "enabled": true,
                    "url": .string(catalog.base(request) + service.path), "links": link("endpoints/\(id)", request),
                ]
            }
        }
    }

    @Sendable func listRegions(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await bearer(request)
        return list("regions", [regionView(request)], request)
    }

    @Sendable func showRegion(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await bearer(request)
        let id = context.parameter("region")
        guard id == Catalog.region else { throw APIError.notFound("Region", id) }
        return .json(.envelope("region", regionView(request)))
    }

    private func regionView(_ request: Request) -> JSONValue {
        [
            "id": .string(Catalog.region), "description": "", "parent_region_id": nil,
            "links": link("regions/\(Catalog.region)", request),
        ]
    }

    /// There are no groups of users.
    @Sendable func listGroups(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try await bearer(request)
        return list("groups", [], request)
    }
}
