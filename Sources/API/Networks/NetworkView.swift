internal import JSON
internal import Model
internal import Standalone

/// A network as clients read it.
///
/// Source: Networking API v2.0 reference, "Show network details".
enum NetworkView {
    static let attributes: Set<String> = [
        "id", "name", "description", "project_id", "tenant_id", "status", "admin_state_up", "shared", "mtu",
        "router:external", "is_default", "subnets", "port_security_enabled", "availability_zones",
        "availability_zone_hints", "ipv4_address_scope", "ipv6_address_scope", "created_at", "updated_at",
        "revision_number", "provider:network_type", "provider:physical_network", "provider:segmentation_id",
    ]

    static func document(_ network: NetworkRecord, isAdmin: Bool) -> JSONValue {
        var members: [JSONValue.Member] = [
            JSONValue.Member("id", .string(network.id.value)),
            JSONValue.Member("name", .string(network.name)),
            JSONValue.Member("description", .string(network.description)),
            JSONValue.Member("project_id", .string(network.project.value)),
            JSONValue.Member("tenant_id", .string(network.project.value)),
            JSONValue.Member("status", "ACTIVE"),
            JSONValue.Member("admin_state_up", .bool(network.isUp)),
            JSONValue.Member("shared", .bool(network.isShared)),
            JSONValue.Member("mtu", JSONValue(network.mtu)),
            JSONValue.Member("router:external", false),
            JSONValue.Member("is_default", false),
            JSONValue.Member("subnets", .array(network.subnets.map { .string($0.id.value) })),
            JSONValue.Member("port_security_enabled", .bool(network.hasPortSecurity)),
            JSONValue.Member("availability_zones", ["nova"]),
            JSONValue.Member("availability_zone_hints", []),
            JSONValue.Member("ipv4_address_scope", nil),
            JSONValue.Member("ipv6_address_scope", nil),
            JSONValue.Member("tags", []),
            JSONValue.Member("created_at", network.createdAt.networkText),
            JSONValue.Member("updated_at", network.updatedAt.networkText),
            JSONValue.Member("revision_number", JSONValue(network.changes)),
        ]
        if isAdmin {
            members += [
                JSONValue.Member("provider:network_type", "local"),
                JSONValue.Member("provider:physical_network", nil),
                JSONValue.Member("provider:segmentation_id", nil),
            ]
        }
        return .object(members)
    }
}
