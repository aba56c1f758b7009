internal import Model

/// The resources of a quota set by their names in the API, and in which versions they are shown.
///
/// Source: Compute API reference, section "Quota sets".
struct QuotaResource: Sendable {
    let name: String
    /// Shown below that version only; nil for always.
    let endsAt: Microversion?
    /// nil for what another service counts: -1, whatever is set.
    let path: (any WritableKeyPath<QuotaSet, Int> & Sendable)?

    private init(
        _ name: String,
        _ path: (any WritableKeyPath<QuotaSet, Int> & Sendable)?,
        below endsAt: Microversion? = nil
    ) {
        self.name = name
        self.path = path
        self.endsAt = endsAt
    }

    static let all: [Self] = [
        Self("instances", \QuotaSet.instances), Self("cores", \QuotaSet.cores), Self("ram", \QuotaSet.ram),
        Self("metadata_items", \QuotaSet.metadataItems), Self("key_pairs", \QuotaSet.keyPairs),
        Self("server_groups", \QuotaSet.serverGroups), Self("server_group_members", \QuotaSet.serverGroupMembers),
        Self("injected_files", \QuotaSet.injectedFiles, below: .noPersonality),
        Self("injected_file_content_bytes", \QuotaSet.injectedFileContentBytes, below: .noPersonality),
        Self("injected_file_path_bytes", \QuotaSet.injectedFilePathBytes, below: .noPersonality),
        Self("fixed_ips", nil, below: .noProxies), Self("floating_ips", nil, below: .noProxies),
        Self("security_groups", nil, below: .noProxies), Self("security_group_rules", nil, below: .noProxies),
    ]

    static func shown(at version: Microversion) -> [Self] { all.filter { $0.endsAt.map { version < $0 } ?? true } }

    func limit(_ quota: QuotaSet) -> Int { path.map { quota[keyPath: $0] } ?? -1 }

    /// What a project has of it; 0 for what is counted elsewhere.
    func used(_ usage: ProjectUsage) -> Int {
        switch name {
        case "instances": usage.instances
        case "cores": usage.cores
        case "ram": usage.ram
        default: 0
        }
    }
}
