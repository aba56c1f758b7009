internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Source: Networking API v2.0 reference, section "Subnets".

extension NetworkAPI {
    @Sendable func listSubnets(_ request: Request, _ context: APIContext) async throws -> Response {
        let page = try page("subnets", request, SubnetView.attributes)
        let found = try await networks.networkRecords(for: try context.caller)
        return try page.response(
            found.flatMap { network in network.subnets.map { SubnetView.document($0, of: network) } }
        )
    }

    @Sendable func createSubnet(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        var fields = try await request.fields(of: "subnet")
        let network = ID<Network>(try fields.string("network_id"))
        guard try fields.integer("ip_version", in: 4...6) == 4 else {
            throw APIError.badRequest("Invalid input for 'subnet.ip_version': this service has IPv4 subnets only.")
        }
        let text = try fields.string("cidr")
        guard let cidr = IPv4Block(text) else {
            throw fields.refusal("cidr", .string(text), "must be an IPv4 block like '10.1.0.0/24'")
        }
        let draft = try SubnetBody.draft(&fields)
        _ = try Self.project(&fields)
        try Self.refuse(
            [
                "subnetpool_id", "prefixlen", "use_default_subnetpool", "ipv6_ra_mode", "ipv6_address_mode",
                "segment_id",
            ],
            &fields
        )
        try fields.finish()
        let (subnet, owner) = try await networks.createSubnet(draft, cidr: cidr, on: network, for: caller)
        return show("subnet", SubnetView.document(subnet, of: owner), status: .created)
    }

    @Sendable func showSubnet(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = ID<Subnet>(context.parameter("subnet"))
        let network = try await networks.networkRecord(of: id, for: try context.caller)
        return show("subnet", SubnetView.document(try StandaloneNetworks.subnet(id, of: network), of: network))
    }

    @Sendable func updateSubnet(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        var fields = try await request.fields(of: "subnet")
        let draft = try SubnetBody.draft(&fields)
        try Self.refuse(["segment_id"], &fields)
        try fields.finish()
        let (subnet, network) = try await networks.updateSubnet(ID(context.parameter("subnet")), draft, for: caller)
        return show("subnet", SubnetView.document(subnet, of: network))
    }

    @Sendable func deleteSubnet(_ request: Request, _ context: APIContext) async throws -> Response {
        try await networks.deleteSubnet(ID(context.parameter("subnet")), for: try member(context))
        return .empty(.noContent)
    }
}
