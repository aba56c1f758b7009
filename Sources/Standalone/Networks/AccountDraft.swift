internal import Model
internal import Store

/// A project's account while a change to it is made.
struct AccountDraft {
    var account: NetworkAccount
    fileprivate let stored: Stored<NetworkAccount>?
    fileprivate let first: Transaction

    /// What stores the account as it is now.
    var transaction: Transaction {
        get throws(StoreError) {
            guard let stored else {
                return try first + Collection.insertion(account.project.value, account)
            }
            return account == stored.value ? Transaction() : try Collection.update(stored, to: account)
        }
    }
}

extension StandaloneNetworks {
    /// The project's account, with its default security group where it is the first.
    func draft(of project: ID<Project>) async throws -> AccountDraft {
        if let stored = try await accounts.get(project.value) {
            return AccountDraft(account: stored.value, stored: stored, first: Transaction())
        }
        var account = NetworkAccount(project: project)
        let group = defaultGroup(of: project)
        account.defaultGroup = group.id
        account.used.securityGroups = 1
        account.used.securityGroupRules = group.rules.count
        return AccountDraft(
            account: account,
            stored: nil,
            first: try Collection.insertion(group.id.value, group)
        )
    }
}
