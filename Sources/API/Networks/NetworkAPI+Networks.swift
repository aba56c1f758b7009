internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Networking API v2.0 reference, section "Networks".

extension NetworkAPI {
    @Sendable func listNetworks(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let page = try page("networks", request, NetworkView.attributes)
        let found = try await networks.networkRecords(for: caller)
        return try page.response(found.map { NetworkView.document($0, isAdmin: caller.isAdmin) })
    }

    @Sendable func createNetwork(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        var fields = try await request.fields(of: "network")
        var draft = try Self.draft(&fields)
        draft.project = try Self.project(&fields)
        try Self.refuse(
            [
                "is_default", "qos_policy_id", "dns_domain", "availability_zone_hints", "vlan_transparent", "segments",
                "provider:physical_network", "provider:segmentation_id",
            ],
            &fields
        )
        if let type = try fields.optionalString("provider:network_type"), type != "local" {
            throw fields.refusal("provider:network_type", .string(type), "must be 'local'")
        }
        try fields.finish()
        let network = try await networks.createNetwork(draft, for: caller)
        return show("network", NetworkView.document(network, isAdmin: caller.isAdmin), status: .created)
    }

    @Sendable func showNetwork(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        let network = try await networks.networkRecord(ID(context.parameter("network")), for: caller)
        return show("network", NetworkView.document(network, isAdmin: caller.isAdmin))
    }

    @Sendable func updateNetwork(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        var fields = try await request.fields(of: "network")
        let draft = try Self.draft(&fields)
        try Self.refuse(["is_default", "qos_policy_id", "dns_domain"], &fields)
        try fields.finish()
        let network = try await networks.updateNetwork(ID(context.parameter("network")), draft, for: caller)
        return show("network", NetworkView.document(network, isAdmin: caller.isAdmin))
    }

    @Sendable func deleteNetwork(_ request: Request, _ context: APIContext) async throws -> Response {
        try await networks.deleteNetwork(ID(context.parameter("network")), for: try member(context))
        return .empty(.noContent)
    }

    /// The network that a project gets without asking for one in particular.
    ///
    /// Source: Networking API v2.0 reference, "Auto allocated topologies".
    @Sendable func allocateTopology(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        let project = context.parameter("project")
        guard project == "None" || project == caller.project.value else {
            throw APIError.forbidden("A network is allocated for the token's own project only.")
        }
        if Query(request).values("fields").contains("dry-run") {
            return show("auto_allocated_topology", ["id": "dry-run=pass", "tenant_id": .string(caller.project.value)])
        }
        let network = try await networks.allocateNetwork(for: caller)
        return show(
            "auto_allocated_topology",
            [
                "id": .string(network.id.value), "tenant_id": .string(caller.project.value),
                "project_id": .string(caller.project.value),
            ]
        )
    }

    func page(_ collection: String, _ request: Request, _ attributes: Set<String>) throws(APIError) -> NetworkPage {
        let path = "/network/v2.0/" + collection.replacing("_", with: "-")
        return try NetworkPage(collection, request, attributes: attributes, url: catalog.base(request) + path)
    }

    private static func draft(_ fields: inout Fields) throws -> NetworkDraft {
        var draft = NetworkDraft()
        draft.name = try fields.optionalString("name")
        draft.description = try fields.optionalString("description")
        draft.isShared = try fields.optionalBool("shared")
        draft.isUp = try fields.optionalBool("admin_state_up")
        draft.mtu = try fields.optionalInteger("mtu", in: 68...65_535)
        draft.hasPortSecurity = try fields.optionalBool("port_security_enabled")
        if try fields.optionalBool("router:external") == true {
            throw APIError.badRequest(
                "Invalid input for 'network.router:external': this service has no external networks; its networks reach "
                    + "the outside by NAT."
            )
        }
        return draft
    }
}
