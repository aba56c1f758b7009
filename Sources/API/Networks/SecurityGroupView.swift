internal import JSON
internal import Model
internal import Standalone

/// Security groups and their rules as clients read them.
///
/// Source: Networking API v2.0 reference, sections "Security groups" and "Security group rules".
enum SecurityGroupView {
    static let attributes: Set<String> = [
        "id", "name", "description", "project_id", "tenant_id", "shared", "stateful", "created_at", "updated_at",
        "revision_number",
    ]
    static let ruleAttributes: Set<String> = [
        "id", "security_group_id", "project_id", "tenant_id", "direction", "ethertype", "protocol", "port_range_min",
        "port_range_max", "remote_group_id", "remote_ip_prefix", "description", "revision_number",
    ]

    static func document(_ group: SecurityGroupRecord) -> JSONValue {
        [
            "id": .string(group.id.value), "name": .string(group.name), "description": .string(group.description),
            "project_id": .string(group.project.value), "tenant_id": .string(group.project.value), "stateful": true,
            "shared": false, "tags": [],
            "security_group_rules": .array(group.rules.map { document($0, of: group) }),
            "created_at": group.createdAt.networkText, "updated_at": group.updatedAt.networkText,
            "revision_number": JSONValue(group.changes),
        ]
    }

    static func document(_ rule: SecurityGroupRule, of group: SecurityGroupRecord) -> JSONValue {
        [
            "id": .string(rule.id.value), "security_group_id": .string(group.id.value),
            "project_id": .string(group.project.value), "tenant_id": .string(group.project.value),
            "direction": .string(rule.direction.rawValue), "ethertype": .string(rule.etherType.rawValue),
            "protocol": JSONValue(rule.networkProtocol),
            "port_range_min": rule.portMinimum.map { JSONValue($0) } ?? nil,
            "port_range_max": rule.portMaximum.map { JSONValue($0) } ?? nil,
            "remote_group_id": JSONValue(rule.remoteGroup?.value), "remote_ip_prefix": JSONValue(rule.remotePrefix),
            "remote_address_group_id": nil, "normalized_cidr": JSONValue(rule.remotePrefix),
            "description": .string(rule.description), "belongs_to_default_sg": .bool(group.name == "default"),
            "tags": [], "created_at": rule.createdAt.networkText, "updated_at": rule.createdAt.networkText,
            "revision_number": 0,
        ]
    }
}
