import Model

extension OperatorOption {
    static let limits: [OperatorOption] = [
        OperatorOption(
            "api", "dhcp_domain", .text, "novalocal", .setting("dhcpDomain"), "Appended to guests' host names."),
        OperatorOption(
            "api", "max_limit", .integer(1...1 << 20), "1000",
            .integer(\.maxLimit, 1...1 << 20), "The most elements of one answer."),
        quota("instances", "10", \.quota.instances, "Servers of a project; -1: any number, here and below."),
        quota("cores", "20", \.quota.cores, "Virtual CPUs of a project."),
        quota("ram", "51200", \.quota.ram, "MiB of memory of a project."),
        quota("metadata_items", "128", \.quota.metadataItems, "Metadata items of a server."),
        quota("injected_files", "5", \.quota.injectedFiles, "Shown as the limit; files are not put into guests."),
        quota(
            "injected_file_content_bytes", "10240", \.quota.injectedFileContentBytes,
            "Shown as the limit; files are not put into guests."),
        quota(
            "injected_file_path_length", "255", \.quota.injectedFilePathBytes,
            "Shown as the limit; files are not put into guests."),
        quota("key_pairs", "100", \.quota.keyPairs, "Key pairs of a user."),
        quota("server_groups", "10", \.quota.serverGroups, "Shown as the limit; there are no server groups."),
        quota(
            "server_group_members", "10", \.quota.serverGroupMembers, "Shown as the limit; there are no server groups."),
    ]

    private static func quota(
        _ name: String, _ standard: String, _ path: any WritableKeyPath<ServiceOptions, Int> & Sendable, _ note: String
    ) -> OperatorOption {
        let range = -1...Int(Int32.max)
        return OperatorOption("quota", name, .integer(range), standard, .integer(path, range), note)
    }
}
