internal import Model
internal import Store

/// What a project has of the network service: `networks/accounts/<project>`.
///
/// Whatever is made for the project counts here, in the same transaction: a quota cannot be overrun.
struct NetworkAccount: Record, Hashable {
    static let prefix = "networks/accounts/"

    let project: ID<Project>
    var used = NetworkQuota()
    /// What the project may have, where an administrator has said so; -1 is any number.
    var limits: NetworkQuota?
    /// The project's `default` security group; made with the first thing that the project has here.
    var defaultGroup: ID<SecurityGroupRecord>?
    /// The network that was made for `auto`.
    var automaticNetwork: ID<Network>?

    var owner: ID<Project>? { project }
}
