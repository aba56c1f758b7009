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
        .readExtensions: .any,
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

/// What the Compute API can be asked for, by the names that Nova's policy has for it.
enum ComputeOperation: String, CaseIterable {
    case listServers = "servers:index"
    case listServersOfAllProjects = "servers:index:get_all_tenants"
    case showServer = "servers:show"
    case createServer = "servers:create"
    case updateServer = "servers:update"
    case deleteServer = "servers:delete"
    case startServer = "servers:start"
    case stopServer = "servers:stop"
    case rebootServer = "servers:reboot"
    case lockServer = "os-lock-server:lock"
    case unlockServer = "os-lock-server:unlock"
    case overrideLock = "os-lock-server:unlock:unlock_override"
    case readConsole = "os-console-output"
    case resetState = "os-admin-actions:reset_state"
    case otherAction = "servers:action"
    case readMetadata = "server-metadata:index"
    case writeMetadata = "server-metadata:update"
    case readTags = "os-server-tags:index"
    case writeTags = "os-server-tags:update"
    case readAddresses = "ips:index"
    case readInterfaces = "os-attach-interfaces:list"
    case readVolumeAttachments = "os-volumes-attachments:index"
    case readSecurityGroups = "os-security-groups:list"
    case listActions = "os-instance-actions:list"
    case showAction = "os-instance-actions:show"
    case listFlavors = "flavors:index"
    case manageFlavors = "os-flavor-manage"
    case readExtraSpecs = "os-flavor-extra-specs:index"
    case writeExtraSpecs = "os-flavor-extra-specs:update"
    case readFlavorAccess = "os-flavor-access"
    case writeFlavorAccess = "os-flavor-access:write"
    case readKeyPairs = "os-keypairs:index"
    case writeKeyPairs = "os-keypairs:create"
    case useKeyPairsOfOthers = "os-keypairs:others"
    case readLimits = "limits"
    case readLimitsOfOthers = "limits:other_project"
    case readQuotas = "os-quota-sets:show"
    case readQuotaDefaults = "os-quota-sets:defaults"
    case readQuotasOfOthers = "os-quota-sets:show:others"
    case writeQuotas = "os-quota-sets:update"
    case readUsage = "os-simple-tenant-usage:show"
    case readUsageOfAll = "os-simple-tenant-usage:list"
    case listZones = "os-availability-zone:list"
    case listZoneDetails = "os-availability-zone:detail"
    case readServices = "os-services:list"
    case writeServices = "os-services:update"
    case readHypervisors = "os-hypervisors:list"
    case readAggregates = "os-aggregates:index"
    case readMigrations = "os-migrations:index"
    case readServerGroups = "os-server-groups:index"
    case readExtensions = "extensions"
}
