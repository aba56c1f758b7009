package import Cloud
package import Model
internal import Runtime
internal import Store

extension StandaloneNetworks {
    /// All that the caller may see, the project's `default` among them.
    package func securityGroups(for caller: Caller) async throws(CloudError) -> [SecurityGroupRecord] {
        try await cloudErrors {
            _ = try await counted(in: caller.project) { _ in (Transaction(), ()) }
            return try await groups.list(in: caller.isAdmin ? .all : caller.scope).map(\.value)
        }
    }

    package func securityGroup(
        _ id: ID<SecurityGroupRecord>,
        for caller: Caller
    ) async throws(CloudError) -> SecurityGroupRecord {
        try await cloudErrors { try await visibleGroup(id, for: caller).value }
    }

    package func createSecurityGroup(
        name: String,
        description: String,
        for caller: Caller
    ) async throws(CloudError) -> SecurityGroupRecord {
        try await cloudErrors {
            if name == SecurityGroupRecord.defaultName {
                throw CloudError.conflict("Default security group already exists.")
            }
            return try await counted(in: caller.project) { account in
                let group = newGroup(name, description, project: caller.project)
                try account.add(\.securityGroups, within: settings.quota)
                try account.add(\.securityGroupRules, group.rules.count, within: settings.quota)
                return (try Collection.insertion(group.id.value, group), group)
            }
        }
    }

    package func updateSecurityGroup(
        _ id: ID<SecurityGroupRecord>,
        name: String?,
        description: String?,
        for caller: Caller
    ) async throws(CloudError) -> SecurityGroupRecord {
        try await cloudErrors {
            try await changeGroup(id, for: caller) { group, _ in
                if let name, name != group.name, group.name == SecurityGroupRecord.defaultName {
                    throw CloudError.conflict("Updating the name of the default security group is not allowed.")
                }
                group.name = name ?? group.name
                group.description = description ?? group.description
            }
        }
    }

    /// - Throws: `CloudError.conflict` for the default group and while a port has it.
    package func deleteSecurityGroup(
        _ id: ID<SecurityGroupRecord>,
        for caller: Caller
    ) async throws(CloudError) {
        try await cloudErrors {
            let known = try await visibleGroup(id, for: caller).value
            if known.name == SecurityGroupRecord.defaultName {
                throw CloudError.conflict("Insufficient rights for removing default security group.")
            }
            let isUsed = try await ports.list(in: .project(known.project)).contains {
                $0.value.securityGroups.contains(id)
            }
            if isUsed { throw CloudError.conflict("Security Group \(id) in use: take it from its ports first.") }
            try await counted(in: known.project) { account in
                let stored = try await visibleGroup(id, for: caller)
                account.remove(\.securityGroups)
                account.remove(\.securityGroupRules, stored.value.rules.count)
                return (Collection.removal(stored), ())
            }
        }
    }

    /// - Throws: `CloudError.conflict` where the group has the same rule already; `.notFound` for a remote group.
    package func addRule(
        _ rule: SecurityGroupRule,
        to id: ID<SecurityGroupRecord>,
        for caller: Caller
    ) async throws(CloudError) -> SecurityGroupRecord {
        try await cloudErrors {
            if let remote = rule.remoteGroup { _ = try await visibleGroup(remote, for: caller) }
            return try await changeGroup(id, for: caller) { group, account in
                if let same = group.rules.first(where: { $0.means(rule) }) {
                    throw CloudError.conflict("Security group rule already exists. Rule id is \(same.id).")
                }
                try account.add(\.securityGroupRules, within: settings.quota)
                group.rules.append(rule)
            }
        }
    }

    package func deleteRule(_ id: ID<SecurityGroupRule>, for caller: Caller) async throws(CloudError) {
        try await cloudErrors {
            let all = try await groups.list(in: caller.isAdmin ? .all : caller.scope).map(\.value)
            guard let group = all.first(where: { $0.rules.contains { $0.id == id } }) else {
                throw CloudError.notFound(kind: "Security group rule", id: id.value)
            }
            _ = try await changeGroup(group.id, for: caller) { group, account in
                group.rules.removeAll { $0.id == id }
                account.remove(\.securityGroupRules)
            }
        }
    }

    /// A rule of the caller's, made now.
    package func newRule(
        _ direction: SecurityGroupRule.Direction,
        _ etherType: SecurityGroupRule.EtherType
    ) -> SecurityGroupRule {
        SecurityGroupRule(id: runtime.id(), direction: direction, etherType: etherType, createdAt: runtime.now)
    }

    /// The ids of the groups of those names or ids; of the default group where none are named.
    func securityGroups(
        _ names: [String]?,
        _ account: NetworkAccount
    ) async throws -> [ID<SecurityGroupRecord>] {
        guard let names else { return account.defaultGroup.map { [$0] } ?? [] }
        var found: [ID<SecurityGroupRecord>] = []
        var own: [SecurityGroupRecord]?
        for name in names {
            if name == SecurityGroupRecord.defaultName, let id = account.defaultGroup {
                found.append(id)
                continue
            }
            if own == nil { own = try await groups.list(in: .project(account.project)).map(\.value) }
            let matching = (own ?? []).filter { $0.id.value == name || $0.name == name }
            guard let group = matching.first else {
                throw CloudError.notFound(kind: "Security group", id: String(name.prefix(255)))
            }
            guard matching.count == 1 else {
                throw CloudError.conflict("Multiple security groups named '\(name)': use the id of one.")
            }
            found.append(group.id)
        }
        return found
    }

    func defaultGroup(of project: ID<Project>) -> SecurityGroupRecord {
        var group = newGroup(SecurityGroupRecord.defaultName, "Default security group", project: project)
        for etherType in SecurityGroupRule.EtherType.allCases {
            var rule = newRule(.ingress, etherType)
            rule.remoteGroup = group.id
            group.rules.append(rule)
        }
        return group
    }

    /// A group that lets everything out.
    private func newGroup(_ name: String, _ description: String, project: ID<Project>) -> SecurityGroupRecord {
        SecurityGroupRecord(
            id: runtime.id(),
            project: project,
            name: name,
            description: description,
            rules: SecurityGroupRule.EtherType.allCases.map { newRule(.egress, $0) },
            createdAt: runtime.now,
            updatedAt: runtime.now
        )
    }

    private func visibleGroup(
        _ id: ID<SecurityGroupRecord>,
        for caller: Caller
    ) async throws -> Stored<SecurityGroupRecord> {
        guard let stored = try await groups.get(id.value, in: caller.isAdmin ? .all : caller.scope) else {
            throw CloudError.notFound(kind: "Security group", id: id.value)
        }
        return stored
    }

    private func changeGroup(
        _ id: ID<SecurityGroupRecord>,
        for caller: Caller,
        _ change: (inout SecurityGroupRecord, inout NetworkAccount) throws -> Void
    ) async throws -> SecurityGroupRecord {
        let known = try await visibleGroup(id, for: caller).value
        return try await counted(in: known.project) { account in
            let stored = try await visibleGroup(id, for: caller)
            var group = stored.value
            try change(&group, &account)
            if group == stored.value { return (Transaction(), group) }
            group.updatedAt = runtime.now
            group.changes += 1
            return (try Collection.update(stored, to: group), group)
        }
    }
}

extension SecurityGroupRule {
    /// Whether the other rule lets the same through.
    fileprivate func means(_ other: SecurityGroupRule) -> Bool {
        direction == other.direction && etherType == other.etherType && portMinimum == other.portMinimum
            && portMaximum == other.portMaximum && networkProtocol == other.networkProtocol
            && remoteGroup == other.remoteGroup && remotePrefix == other.remotePrefix
    }
}
