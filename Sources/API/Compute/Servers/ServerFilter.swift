internal import Model

/// One way to choose servers in a list: a query parameter's name, who may use it, and what it asks.
///
/// Source: Compute API reference, "List Servers", the query parameters.
struct ServerFilter: Sendable {
    typealias Predicate = @Sendable (Server) -> Bool

    let name: String
    let isForEveryone: Bool
    /// The version that brought it.
    let from: Microversion
    /// - Throws: 400 for a value that cannot be.
    let make: @Sendable (_ values: [String], _ version: Microversion) throws(APIError) -> Predicate

    private init(
        _ name: String,
        everyone: Bool = false,
        from: Microversion = .minimum,
        _ make: @escaping @Sendable ([String], Microversion) throws(APIError) -> Predicate
    ) {
        self.name = name
        isForEveryone = everyone
        self.from = from
        self.make = make
    }

    /// Equal to what the server has.
    private static func equal(
        _ name: String,
        everyone: Bool = false,
        _ value: @escaping @Sendable (Server) -> String?
    ) -> Self {
        Self(name, everyone: everyone) { values, _ in
            let wanted = values.last ?? ""
            return { value($0) == wanted }
        }
    }

    private static func pattern(
        _ name: String,
        everyone: Bool = false,
        _ text: @escaping @Sendable (Server) -> [String]
    ) -> Self {
        Self(name, everyone: everyone) { values, _ throws(APIError) in
            let pattern = try Self.pattern(values.last ?? "", name)
            return { text($0).contains(where: pattern.matches) }
        }
    }

    private static func pattern(_ text: String, _ name: String) throws(APIError) -> TextPattern {
        guard text.utf8.count <= 255 else {
            throw .badRequest("Invalid input for query parameter '\(name)': more than 255 bytes.")
        }
        do {
            return try TextPattern(text)
        } catch {
            throw .badRequest(
                "Invalid input for query parameter '\(name)': '\(text.prefix(64))' is no regular expression: "
                    + "\(error.reason)."
            )
        }
    }

    private static func tags(
        _ name: String,
        _ matches: @escaping @Sendable (_ has: [String], _ wanted: [String]) -> Bool
    ) -> Self {
        Self(name, everyone: true, from: .serverTags) { values, _ in
            let wanted = (values.last ?? "").split(separator: ",").map(String.init)
            return { matches($0.tags, wanted) }
        }
    }

    private static func time(
        _ name: String,
        everyone: Bool = false,
        from: Microversion = .minimum,
        _ matches: @escaping @Sendable (Server, Timestamp) -> Bool
    ) -> Self {
        Self(name, everyone: everyone, from: from) { values, _ throws(APIError) in
            let text = values.last ?? ""
            guard let time = Timestamp(iso8601: text) else {
                throw .badRequest(
                    "Invalid input for query parameter '\(name)': '\(text.prefix(64))' is not a date-time."
                )
            }
            return { matches($0, time) }
        }
    }

    private static func flag(
        _ name: String,
        everyone: Bool = false,
        from: Microversion = .minimum,
        _ value: @escaping @Sendable (Server) -> Bool
    ) -> Self {
        Self(name, everyone: everyone, from: from) { values, _ throws(APIError) in
            let text = values.last ?? ""
            guard let wanted = Bool(openStack: text) else {
                throw .badRequest(
                    "Invalid input for query parameter '\(name)': must be a boolean; the value is "
                        + "'\(text.prefix(64))'."
                )
            }
            return { value($0) == wanted }
        }
    }

    private static func status(_ values: [String], _ version: Microversion) throws(APIError) -> Predicate {
        let wanted = Set(values.map { $0.uppercased() })
        if version >= .unknownStatusRefused, let unknown = wanted.subtracting(Self.statuses).min() {
            throw .badRequest("Invalid status value: \(unknown.prefix(64))")
        }
        return { wanted.contains($0.phase.status) }
    }

    /// Source: Compute API reference, section "Server status".
    private static let statuses: Set<String> = [
        "ACTIVE", "BUILD", "DELETED", "ERROR", "HARD_REBOOT", "MIGRATING", "PASSWORD", "PAUSED", "REBOOT", "REBUILD",
        "RESCUE", "RESIZE", "REVERT_RESIZE", "SHELVED", "SHELVED_OFFLOADED", "SHUTOFF", "SOFT_DELETED", "SUSPENDED",
        "UNKNOWN", "VERIFY_RESIZE",
    ]

    private static func addresses(_ server: Server, _ version: FixedAddress.Version) -> [String] {
        server.ports.flatMap(\.addresses).filter { $0.version == version }.map(\.address)
    }

    static let all: [ServerFilter] = [
        pattern("name", everyone: true) { [$0.name] },
        pattern("display_name") { [$0.name] },
        Self("status", everyone: true) { values, version throws(APIError) in try status(values, version) },
        equal("flavor", everyone: true) { $0.flavor.id.value },
        equal("instance_type_id") { $0.flavor.id.value },
        equal("image", everyone: true) { $0.image?.id.value ?? "" },
        equal("image_ref") { $0.image?.id.value ?? "" },
        pattern("ip", everyone: true) { addresses($0, .ipv4) },
        pattern("ip6", everyone: true) { addresses($0, .ipv6) },
        equal("reservation_id", everyone: true, \.reservationID),
        time("changes-since", everyone: true) { $0.updatedAt >= $1 },
        time("changes-before", everyone: true, from: .changesBefore) { $0.updatedAt <= $1 },
        tags("tags") { has, wanted in wanted.allSatisfy(has.contains) },
        tags("tags-any") { has, wanted in wanted.contains(where: has.contains) },
        tags("not-tags") { has, wanted in !wanted.allSatisfy(has.contains) },
        tags("not-tags-any") { has, wanted in !wanted.contains(where: has.contains) },
        flag("locked", everyone: true, from: .lockReason, \.isLocked),
        equal("host") { $0.host?.value },
        equal("node") { $0.host?.value },
        equal("project_id", \.project.value),
        equal("tenant_id", \.project.value),
        equal("user_id", \.user.value),
        equal("uuid", \.id.value),
        equal("hostname", \.hostname),
        equal("key_name") { $0.key?.name },
        equal("kernel_id") { $0.image?.properties["kernel_id"] ?? "" },
        equal("ramdisk_id") { $0.image?.properties["ramdisk_id"] ?? "" },
        equal("launch_index") { String($0.launchIndex) },
        equal("availability_zone", \.availabilityZone),
        flag("config_drive", \.configDrive),
        equal("access_ip_v4", \.accessIPv4),
        equal("access_ip_v6", \.accessIPv6),
        equal("auto_disk_config", \.diskConfig.rawValue),
        equal("progress") { _ in "0" },
        equal("vm_state", \.phase.vmState.rawValue),
        equal("task_state", \.phase.taskState),
        equal("power_state") { String(($0.observation?.powerState ?? .noState).rawValue) },
        pattern("description") { [$0.description ?? ""] },
        pattern("display_description") { [$0.description ?? ""] },
        equal("root_device_name", \.rootDeviceName),
        time("created_at") { $0.createdAt.seconds == $1.seconds },
        time("launched_at") { $0.launchedAt?.seconds == $1.seconds },
        time("terminated_at") { $0.terminatedAt?.seconds == $1.seconds },
    ]
}
