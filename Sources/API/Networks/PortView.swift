internal import JSON
internal import Model
internal import Standalone

/// A port as clients read it; only administrators see where it is bound.
///
/// Source: Networking API v2.0 reference, "Show port details".
enum PortView {
    static let attributes: Set<String> = [
        "id", "name", "description", "network_id", "project_id", "tenant_id", "mac_address", "admin_state_up", "status",
        "device_id", "device_owner", "fixed_ips", "security_groups", "port_security_enabled", "binding:vnic_type",
        "binding:host_id", "binding:vif_type", "created_at", "updated_at", "revision_number",
    ]

    static func document(_ port: PortRecord, isAdmin: Bool) -> JSONValue {
        var members: [JSONValue.Member] = [
            JSONValue.Member("id", .string(port.id.value)),
            JSONValue.Member("name", .string(port.name)),
            JSONValue.Member("description", .string(port.description)),
            JSONValue.Member("network_id", .string(port.network.value)),
            JSONValue.Member("project_id", .string(port.project.value)),
            JSONValue.Member("tenant_id", .string(port.project.value)),
            JSONValue.Member("mac_address", .string(port.mac)),
            JSONValue.Member("admin_state_up", .bool(port.isUp)),
            JSONValue.Member("status", port.binding == nil ? "DOWN" : "ACTIVE"),
            JSONValue.Member("device_id", .string(port.device)),
            JSONValue.Member("device_owner", .string(port.deviceOwner)),
            JSONValue.Member("fixed_ips", .array(port.addresses.map(address))),
            JSONValue.Member("security_groups", .array(port.securityGroups.map { .string($0.value) })),
            JSONValue.Member("port_security_enabled", .bool(port.hasSecurity)),
            JSONValue.Member("allowed_address_pairs", []),
            JSONValue.Member("extra_dhcp_opts", []),
            JSONValue.Member("binding:vnic_type", .string(port.binding?.vnicType ?? "normal")),
            JSONValue.Member("qos_policy_id", nil),
            JSONValue.Member("tags", []),
            JSONValue.Member("created_at", port.createdAt.networkText),
            JSONValue.Member("updated_at", port.updatedAt.networkText),
            JSONValue.Member("revision_number", JSONValue(port.changes)),
        ]
        if isAdmin { members += binding(port) }
        return .object(members)
    }

    private static func address(_ held: PortRecord.Address) -> JSONValue {
        ["subnet_id": .string(held.subnet.value), "ip_address": .string(held.address.description)]
    }

    private static func binding(_ port: PortRecord) -> [JSONValue.Member] {
        var details: [JSONValue.Member] = []
        if let binding = port.binding {
            if let bridge = binding.bridge { details.append(JSONValue.Member("bridge_name", .string(bridge))) }
            details.append(JSONValue.Member("port_filter", .bool(binding.details["port_filter"] == "true")))
        }
        return [
            JSONValue.Member("binding:host_id", .string(port.host?.value ?? "")),
            JSONValue.Member("binding:vif_type", .string(port.binding?.vifType ?? "unbound")),
            JSONValue.Member("binding:vif_details", .object(details)),
            JSONValue.Member("binding:profile", JSONValue(port.profile ?? [:])),
        ]
    }
}
