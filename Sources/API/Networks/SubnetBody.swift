internal import JSON
internal import Model
internal import Standalone

/// Reads what a client says about a subnet.
///
/// Every address is read as an address: what hosts make of them are lines of a configuration, which none may break.
enum SubnetBody {
    static func draft(_ fields: inout Fields) throws(APIError) -> SubnetDraft {
        var draft = SubnetDraft()
        draft.name = try fields.optionalString("name")
        draft.description = try fields.optionalString("description")
        draft.hasDHCP = try fields.optionalBool("enable_dhcp")
        draft.gateway = try gateway(&fields)
        draft.nameservers = try nameservers(&fields)
        draft.pools = try pools(&fields)
        draft.routes = try routes(&fields)
        try NetworkAPI.refuse(["service_types", "dns_publish_fixed_ip"], &fields)
        return draft
    }

    private static func gateway(_ fields: inout Fields) throws(APIError) -> SubnetDraft.Gateway {
        guard fields.has("gateway_ip") else { return .unsaid }
        guard let text = try fields.optionalString("gateway_ip"), !text.isEmpty else { return .none }
        return .address(try address(text, "gateway_ip", fields))
    }

    private static func nameservers(_ fields: inout Fields) throws(APIError) -> [String]? {
        guard let texts = try fields.strings("dns_nameservers", maximum: 5) else { return nil }
        var servers: [String] = []
        for text in texts { servers.append(try address(text, "dns_nameservers", fields).description) }
        guard Set(servers).count == servers.count else {
            throw .badRequest("Invalid input for '\(fields.full("dns_nameservers"))': a server stands twice.")
        }
        return servers
    }

    private static func pools(_ fields: inout Fields) throws(APIError) -> [AddressPool]? {
        guard let elements = try fields.objects("allocation_pools", maximum: 64), !elements.isEmpty else { return nil }
        var pools: [AddressPool] = []
        for element in elements {
            var pool = element
            let start = try address(try pool.string("start"), "start", pool)
            let end = try address(try pool.string("end"), "end", pool)
            guard start <= end else {
                throw .badRequest("Invalid input for '\(pool.full("start"))': \(start) is greater than \(end).")
            }
            try pool.finish()
            pools.append(AddressPool(start: start, end: end))
        }
        return pools
    }

    private static func routes(_ fields: inout Fields) throws(APIError) -> [FixedAddress.Route]? {
        guard let elements = try fields.objects("host_routes", maximum: 20) else { return nil }
        var routes: [FixedAddress.Route] = []
        for element in elements {
            var route = element
            let text = try route.string("destination")
            guard let destination = IPv4Block(text) else {
                throw route.refusal("destination", .string(text), "must be an IPv4 block like '10.1.0.0/24'")
            }
            let hop = try address(try route.string("nexthop"), "nexthop", route)
            try route.finish()
            routes.append(FixedAddress.Route(destination: destination.description, nextHop: hop.description))
        }
        return routes
    }

    private static func address(_ text: String, _ name: String, _ fields: Fields) throws(APIError) -> IPv4Address {
        guard let address = IPv4Address(text) else {
            throw fields.refusal(name, .string(text), "must be an IPv4 address like '10.1.0.1'")
        }
        return address
    }
}
