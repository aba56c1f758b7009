package import Cloud
package import Model
internal import Runtime
internal import Store

extension StandaloneNetworks {
    /// All that the caller may see.
    package func portRecords(for caller: Caller) async throws(CloudError) -> [PortRecord] {
        try await cloudErrors { try await ports.list(in: caller.isAdmin ? .all : caller.scope).map(\.value) }
    }

    /// Those of a device that the caller may see.
    package func portRecords(of device: String, for caller: Caller) async throws(CloudError) -> [PortRecord] {
        try await cloudErrors {
            let scope = caller.isAdmin ? .all : caller.scope
            return try await portRecords(of: device).filter { scope.permits($0.project) }
        }
    }

    package func portRecord(_ id: ID<Port>, for caller: Caller) async throws(CloudError) -> PortRecord {
        try await cloudErrors { try await visiblePort(id, for: caller).value }
    }

    /// - Throws: `CloudError.notFound` for a network that the caller may not use; `.badRequest` for an address outside
    ///   it; `.conflict` for one that is taken or where none is left; `.overQuota`; `.forbidden`.
    package func createPort(
        _ draft: PortDraft,
        on id: ID<Network>,
        for caller: Caller
    ) async throws(CloudError) -> PortRecord {
        try await cloudErrors {
            if let project = draft.project, project != caller.project { try Self.adminOnly(caller, "another project") }
            return try await counted(in: draft.project ?? caller.project) { account in
                let stored = try await usableNetwork(id, by: caller)
                let network = stored.value
                if let device = draft.device, let tag = draft.tag, let made = try await port(of: device, tag) {
                    return (Transaction(), made)
                }
                guard network.closedSince == nil else {
                    throw CloudError.conflict("Network \(id) is being changed. Try again.")
                }
                try Self.permitSecurity(draft, network, caller)
                try Self.permitProfile(draft, nil, caller)
                let port = PortRecord(
                    id: runtime.id(),
                    network: id,
                    project: account.project,
                    name: draft.name ?? "",
                    description: draft.description ?? "",
                    mac: try await mac(draft.mac, on: id),
                    addresses: try await addresses(draft.addresses, on: network),
                    isUp: draft.isUp ?? true,
                    hasSecurity: draft.hasSecurity ?? network.hasPortSecurity,
                    securityGroups: try await securityGroups(draft.securityGroups, account),
                    device: draft.device ?? "",
                    deviceOwner: draft.deviceOwner ?? "",
                    tag: draft.tag,
                    profile: draft.profile,
                    createdAt: runtime.now,
                    updatedAt: runtime.now
                )
                try account.add(\.ports, within: settings.quota)
                return (try Collection.unchanged(stored) + insertion(port), port)
            }
        }
    }

    /// - Throws: as `createPort`; `.conflict` for what cannot change while the port is in use on a host.
    package func updatePort(
        _ id: ID<Port>,
        _ draft: PortDraft,
        for caller: Caller
    ) async throws(CloudError) -> PortRecord {
        try await cloudErrors {
            let known = try await visiblePort(id, for: caller).value
            return try await counted(in: known.project) { account in
                let stored = try await visiblePort(id, for: caller)
                let network = try await usableNetwork(known.network, by: caller)
                try Self.permitSecurity(draft, network.value, caller)
                try Self.permitProfile(draft, stored.value, caller)
                var port = stored.value
                port.name = draft.name ?? port.name
                port.description = draft.description ?? port.description
                port.isUp = draft.isUp ?? port.isUp
                port.hasSecurity = draft.hasSecurity ?? port.hasSecurity
                if let names = draft.securityGroups { port.securityGroups = try await securityGroups(names, account) }
                port.deviceOwner = draft.deviceOwner ?? port.deviceOwner
                port.profile = draft.profile ?? port.profile
                if let device = draft.device, device != port.device {
                    port.device = device
                    port.tag = nil
                }
                if let wishes = draft.addresses {
                    port.addresses = try await addresses(wishes, on: network.value, held: port.addresses)
                }
                return (try await replacing(stored, with: &port) + Collection.unchanged(network), port)
            }
        }
    }

    /// - Throws: `CloudError.conflict` while a server uses it on a host.
    package func deletePort(_ id: ID<Port>, for caller: Caller) async throws(CloudError) {
        try await cloudErrors {
            let known = try await visiblePort(id, for: caller).value
            try await removePort(known) { port in
                guard port.binding == nil else {
                    throw CloudError.conflict(
                        "Port \(id) is used by server \(port.device) and cannot be deleted. Delete the server, or detach "
                            + "the port from it, first."
                    )
                }
                return true
            }
        }
    }

    /// Deletes the port if it is there and `mayGo` says so.
    func removePort(_ known: PortRecord, _ mayGo: (PortRecord) throws -> Bool) async throws {
        try await counted(in: known.project) { account in
            guard let stored = try await ports.get(known.id.value), try mayGo(stored.value) else {
                return (Transaction(), ())
            }
            let port = stored.value
            account.remove(\.ports)
            var transaction = Collection.removal(stored) + freeing(port.addresses, on: port.network)
            transaction.changes.append(
                .delete(TakenAddress.prefix + TakenAddress.key(port.network, mac: port.mac))
            )
            if let key = port.deviceKey { transaction.changes.append(.delete(DevicePort.prefix + key)) }
            return (transaction, ())
        }
    }

    private func insertion(_ port: PortRecord) throws -> Transaction {
        var transaction =
            try Collection.insertion(port.id.value, port)
            + Collection.insertion(
                TakenAddress.key(port.network, mac: port.mac),
                TakenAddress(port: port.id, subnet: nil)
            )
            + taking(port.addresses, for: port.id, on: port.network)
        if let key = port.deviceKey {
            transaction = try transaction + Collection.insertion(key, DevicePort(port: port.id))
        }
        return transaction
    }

    /// The transaction that puts the port anew, with the records that lead to it.
    func replacing(_ stored: Stored<PortRecord>, with port: inout PortRecord) async throws -> Transaction {
        let old = stored.value
        if port == old { return Transaction() }
        let isOther =
            port.device != old.device || port.addresses != old.addresses || port.profile != old.profile
        if old.binding != nil, port.binding != nil, isOther {
            throw CloudError.conflict(
                "Port \(old.id) is in use on a host: its device, fixed_ips and binding:profile cannot change until it is "
                    + "detached."
            )
        }
        port.updatedAt = runtime.now
        port.changes += 1
        let kept = Set(port.addresses).intersection(old.addresses)
        var transaction =
            try Collection.update(stored, to: port)
            + taking(port.addresses.filter { !kept.contains($0) }, for: port.id, on: port.network)
            + freeing(old.addresses.filter { !kept.contains($0) }, on: port.network)
        if old.deviceKey != port.deviceKey {
            if let key = old.deviceKey { transaction.changes.append(.delete(DevicePort.prefix + key)) }
            if let key = port.deviceKey {
                transaction = try transaction + Collection.insertion(key, DevicePort(port: port.id))
            }
        }
        return transaction
    }

    private func port(of device: String, _ tag: String) async throws -> PortRecord? {
        guard let found = try await devices.get(DevicePort.key(device, .tag(tag))) else { return nil }
        return try await ports.get(found.value.port.value)?.value
    }

    private func mac(_ wish: String?, on network: ID<Network>) async throws -> String {
        guard let wish else { return randomMAC() }
        let mac = wish.lowercased()
        guard try await taken.get(TakenAddress.key(network, mac: mac)) == nil else {
            throw CloudError.conflict(
                "Unable to complete operation for network \(network). The mac address \(mac) is in use."
            )
        }
        return mac
    }

    /// What the host does for a port is the operator's.
    private static func permitProfile(_ draft: PortDraft, _ port: PortRecord?, _ caller: Caller) throws(CloudError) {
        if let wish = draft.profile, wish != port?.profile ?? [:], !caller.isAdmin {
            throw .forbidden("Only an administrator may set binding:profile.")
        }
    }

    /// Only who owns the network may let a port send what it likes.
    private static func permitSecurity(
        _ draft: PortDraft,
        _ network: NetworkRecord,
        _ caller: Caller
    ) throws(CloudError) {
        if let wish = draft.hasSecurity, wish != network.hasPortSecurity, !network.isOwned(by: caller) {
            throw .forbidden("Only the owner of network \(network.id) may change port_security_enabled on it.")
        }
    }
}
