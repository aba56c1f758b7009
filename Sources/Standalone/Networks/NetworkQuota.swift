/// How much of the network service a project has, or may have.
///
/// The defaults are Neutron's.
package struct NetworkQuota: Codable, Hashable, Sendable {
    package var networks = 0
    package var subnets = 0
    package var ports = 0
    package var securityGroups = 0
    package var securityGroupRules = 0

    package init() {}

    package static let defaults = {
        var quota = Self()
        quota.networks = 100
        quota.subnets = 100
        quota.ports = 500
        quota.securityGroups = 10
        quota.securityGroupRules = 100
        return quota
    }()

    /// The kinds with their names in the API, in the order of the API's reference.
    package static var kinds: KeyValuePairs<String, any WritableKeyPath<NetworkQuota, Int> & Sendable> {
        [
            "network": \.networks, "subnet": \.subnets, "port": \.ports, "security_group": \.securityGroups,
            "security_group_rule": \.securityGroupRules,
        ]
    }
}
