package import Model

// Every kind of record that lies in the store directly, with its place. The rest lies below `hosts/` (see `HostKeys`) and
// in the embedded services' own parts.

extension Server: Record {
    package static let prefix = "servers/"
    package var owner: ID<Project>? { project }
}

/// `actions/<server>/<request>`
extension InstanceAction: Record {
    package static let prefix = "actions/"
    package var owner: ID<Project>? { project }
}

extension Flavor: Record {
    package static let prefix = "flavors/"
}

/// `keypairs/<user>/<name>`
extension KeyPair: Record {
    package static let prefix = "keypairs/"
}

/// `claims/<host>`
extension HostClaims: Record {
    package static let prefix = "claims/"
}

/// `services/<host>`
extension HostService: Record {
    package static let prefix = "services/"
}

/// `usage/<project>`
extension ProjectUsage: Record {
    package static let prefix = "usage/"
}

/// `quotas/<project>`: only what differs from the defaults of the settings.
extension QuotaSet: Record {
    package static let prefix = "quotas/"
}
