internal import Model
internal import Store

/// In which order servers are listed.
///
/// Source: Compute API reference, "List Servers", `sort_key` and `sort_dir`.
struct ServerSort: Sendable {
    private enum Rank: Comparable {
        case number(Int64)
        case text(String)
    }

    private struct Key {
        let rank: @Sendable (Server) -> Rank
        let isDescending: Bool
    }

    private let keys: [Key]

    /// - Throws: 400 for a key or direction that there is not, 403 for a key that only administrators use.
    init(_ query: inout Query, isAdmin: Bool, version: Microversion) throws(APIError) {
        let names = query.all("sort_key")
        let directions = query.all("sort_dir")
        guard directions.count <= max(names.count, 1) else {
            throw .badRequest("Sort direction size exceeds sort key size")
        }
        for direction in directions where direction != "asc" && direction != "desc" {
            throw .badRequest(
                "Invalid input for query parameter 'sort_dir': must be 'asc' or 'desc'; the value is "
                    + "'\(direction.prefix(64))'."
            )
        }
        var keys: [Key] = []
        for (index, name) in names.enumerated() {
            guard let rank = Self.ranks[name], name != "locked" || version >= .lockReason else {
                throw .badRequest("Invalid input for query parameter 'sort_key': '\(name.prefix(64))' is no such key.")
            }
            guard isAdmin || !Self.forAdmins.contains(name) else {
                throw .forbidden("Only administrators can sort servers by \(name)")
            }
            let direction = index < directions.count ? directions[index] : directions.first
            keys.append(Key(rank: rank, isDescending: direction != "asc"))
        }
        if keys.isEmpty { keys = [Key(rank: Self.created, isDescending: directions.first != "asc")] }
        self.keys = keys
    }

    func sorted(_ servers: [Stored<Server>]) -> [Stored<Server>] {
        let ranks = keys.map { key in servers.map { key.rank($0.value) } }
        let order = servers.indices.sorted { left, right in
            for (position, key) in keys.enumerated() where ranks[position][left] != ranks[position][right] {
                return (ranks[position][left] < ranks[position][right]) != key.isDescending
            }
            return servers[left].key > servers[right].key
        }
        return order.map { servers[$0] }
    }

    private static let forAdmins: Set<String> = ["host", "node"]

    private static let created: @Sendable (Server) -> Rank = { time($0.createdAt) }

    private static func time(_ time: Timestamp?) -> Rank { .number(time?.microseconds ?? .min) }

    private static func text(_ text: String?) -> Rank { .text(text ?? "") }

    private static let ranks: [String: @Sendable (Server) -> Rank] = [
        "access_ip_v4": { text($0.accessIPv4) },
        "access_ip_v6": { text($0.accessIPv6) },
        "auto_disk_config": { text($0.diskConfig.rawValue) },
        "availability_zone": { text($0.availabilityZone) },
        "config_drive": { text($0.configDrive ? "1" : "0") },
        "created_at": created,
        "display_description": { text($0.description) },
        "display_name": { text($0.name) },
        "host": { text($0.host?.value) },
        "hostname": { text($0.hostname) },
        "image_ref": { text($0.image?.id.value) },
        "instance_type_id": { text($0.flavor.id.value) },
        "kernel_id": { text($0.image?.properties["kernel_id"]) },
        "key_name": { text($0.key?.name) },
        "launch_index": { .number(Int64($0.launchIndex)) },
        "launched_at": { time($0.launchedAt) },
        "locked": { text($0.isLocked ? "1" : "0") },
        "node": { text($0.host?.value) },
        "power_state": { .number(Int64(($0.observation?.powerState ?? .noState).rawValue)) },
        "progress": { _ in text("0") },
        "project_id": { text($0.project.value) },
        "ramdisk_id": { text($0.image?.properties["ramdisk_id"]) },
        "root_device_name": { text($0.rootDeviceName) },
        "task_state": { text($0.phase.taskState) },
        "terminated_at": { time($0.terminatedAt) },
        "updated_at": { time($0.updatedAt) },
        "user_id": { text($0.user.value) },
        "uuid": { text($0.id.value) },
        "vm_state": { text($0.phase.vmState.rawValue) },
    ]
}
