internal import Model

/// Who may ask for what: the one table.
enum Policy {
    /// Whom an operation is open to. Records of other projects are hidden from all but administrators besides.
    enum Rule {
        /// Whoever has a token.
        case any
        /// Who may read in the project.
        case reader
        /// Who may work in the project.
        case member
        case admin
    }

    /// An operation that is not listed is refused to everybody.
    ///
    /// Source: the default roles of Nova's policies, `nova/policies/*.py`.
    static let rules: [ComputeOperation: Rule] = [
        .listServers: .reader, .listServersOfAllProjects: .admin, .showServer: .reader,
        .createServer: .member, .updateServer: .member, .deleteServer: .member,
        .startServer: .member, .stopServer: .member, .rebootServer: .member, .lockServer: .member,
        .rescueServer: .member, .unrescueServer: .member,
        .unlockServer: .member, .overrideLock: .admin, .readConsole: .member, .resetState: .admin,
        .otherAction: .member, .readMetadata: .reader, .writeMetadata: .member, .readTags: .reader,
        .writeTags: .member, .readAddresses: .reader, .readInterfaces: .reader, .readVolumeAttachments: .reader,
        .readSecurityGroups: .reader, .listActions: .reader, .showAction: .reader,
        .listFlavors: .any, .readExtraSpecs: .reader, .manageFlavors: .admin, .writeExtraSpecs: .admin,
        .readFlavorAccess: .admin, .writeFlavorAccess: .admin,
        .readKeyPairs: .any, .writeKeyPairs: .any, .useKeyPairsOfOthers: .admin,
        .readLimits: .any, .readLimitsOfOthers: .admin, .readQuotas: .reader, .readQuotaDefaults: .any,
        .readQuotasOfOthers: .admin, .writeQuotas: .admin, .readUsage: .reader, .readUsageOfAll: .admin,
        .listZones: .any, .listZoneDetails: .admin, .readServices: .admin, .writeServices: .admin,
        .readHypervisors: .admin, .readAggregates: .admin, .readMigrations: .admin, .readServerGroups: .reader,
        .readExtensions: .any, .explainServer: .admin, .previewServer: .admin,
    ]

    /// - Throws: 403.
    static func check(_ operation: ComputeOperation, _ caller: Caller) throws(APIError) {
        guard permits(operation, caller) else {
            throw .forbidden("Policy doesn't allow os_compute_api:\(operation.rawValue) to be performed.")
        }
    }

    static func permits(_ operation: ComputeOperation, _ caller: Caller) -> Bool {
        switch rules[operation] {
        case nil: false
        case .any: true
        case .reader: caller.isAdmin || !caller.roles.isDisjoint(with: ["reader", "member", "manager"])
        case .member: caller.isAdmin || !caller.roles.isDisjoint(with: ["member", "manager"])
        case .admin: caller.isAdmin
        }
    }
}
