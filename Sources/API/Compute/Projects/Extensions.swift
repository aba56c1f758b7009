internal import Hummingbird
internal import JSON

/// `/extensions`: what old clients look up before they use a part of the API.
///
/// Source: Compute API reference, section "Extensions".
struct Extensions: Sendable {
    /// Names by their aliases, for what is served here.
    private static let names: KeyValuePairs = [
        "OS-DCF": "DiskConfig", "OS-EXT-AZ": "ExtendedAvailabilityZone", "OS-EXT-IPS": "ExtendedIps",
        "OS-EXT-IPS-MAC": "ExtendedIpsMac", "OS-EXT-SRV-ATTR": "ExtendedServerAttributes",
        "OS-EXT-STS": "ExtendedStatus", "OS-FLV-DISABLED": "FlavorDisabled", "OS-FLV-EXT-DATA": "FlavorExtraData",
        "OS-SCH-HNT": "SchedulerHints", "OS-SRV-USG": "ServerUsage", "os-access-ips": "AccessIPs",
        "os-admin-actions": "AdminActions", "os-attach-interfaces": "AttachInterfaces",
        "os-availability-zone": "AvailabilityZone", "os-config-drive": "ConfigDrive",
        "os-console-output": "ConsoleOutput", "os-flavor-access": "FlavorAccess",
        "os-flavor-extra-specs": "FlavorExtraSpecs", "os-flavor-manage": "FlavorManage",
        "os-hypervisors": "Hypervisors", "os-instance-actions": "InstanceActions", "os-keypairs": "Keypairs",
        "os-lock-server": "LockServer", "os-multiple-create": "MultipleCreate", "os-quota-sets": "Quotas",
        "os-server-sort-keys": "ServerSortKeys", "os-server-start-stop": "ServerStartStop", "os-services": "Services",
        "os-simple-tenant-usage": "SimpleTenantUsage", "os-used-limits": "UsedLimits", "os-user-data": "UserData",
    ]

    func list(_ request: ComputeRequest) async throws -> Response {
        .json(["extensions": .array(Self.names.map(Self.document))])
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        let alias = request.parameter("alias")
        guard let found = Self.names.first(where: { $0.key == alias }) else {
            throw APIError(.notFound, "No extension with the alias '\(alias.prefix(64))'.")
        }
        return .json(["extension": Self.document(found)])
    }

    private static func document(_ entry: (key: String, value: String)) -> JSONValue {
        [
            "alias": .string(entry.key), "name": .string(entry.value), "description": .string(entry.value),
            "links": [], "namespace": "http://docs.openstack.org/compute/ext/fake_xml",
            "updated": "2014-12-03T00:00:00Z",
        ]
    }
}
