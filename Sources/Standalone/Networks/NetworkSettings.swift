/// What an operator may set about the embedded network service.
package struct NetworkSettings: Sendable {
    package var quota: NetworkQuota
    /// Given to guests of subnets that name none.
    package var nameservers: [String]

    package init(quota: NetworkQuota = .defaults, nameservers: [String] = []) {
        self.quota = quota
        self.nameservers = nameservers
    }
}
