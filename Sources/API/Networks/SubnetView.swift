internal import JSON
internal import Model
internal import Standalone

/// A subnet as clients read it.
///
/// Source: Networking API v2.0 reference, "Show subnet details".
enum SubnetView {
    static let attributes: Set<String> = [
        "id", "name", "description", "network_id", "project_id", "tenant_id", "ip_version", "cidr", "gateway_ip",
        "enable_dhcp", "dns_nameservers", "subnetpool_id", "ipv6_ra_mode", "ipv6_address_mode", "service_types",
        "segment_id", "created_at", "updated_at", "revision_number", "shared", "router:external",
    ]

    static func document(_ subnet: SubnetRecord, of network: NetworkRecord) -> JSONValue {
        [
            "id": .string(subnet.id.value), "name": .string(subnet.name), "description": .string(subnet.description),
            "network_id": .string(network.id.value), "project_id": .string(network.project.value),
            "tenant_id": .string(network.project.value), "ip_version": 4, "cidr": .string(subnet.cidr.description),
            "gateway_ip": JSONValue(subnet.gateway?.description), "enable_dhcp": .bool(subnet.hasDHCP),
            "dns_nameservers": .array(subnet.nameservers.map(JSONValue.string)),
            "allocation_pools": .array(
                subnet.pools.map { ["start": .string($0.start.description), "end": .string($0.end.description)] }
            ),
            "host_routes": .array(
                subnet.routes.map { ["destination": .string($0.destination), "nexthop": .string($0.nextHop)] }
            ),
            "subnetpool_id": nil, "ipv6_ra_mode": nil, "ipv6_address_mode": nil, "service_types": [],
            "segment_id": nil, "dns_publish_fixed_ip": false, "shared": .bool(network.isShared),
            "router:external": false, "tags": [], "created_at": subnet.createdAt.networkText,
            "updated_at": subnet.updatedAt.networkText, "revision_number": JSONValue(subnet.changes),
        ]
    }
}
