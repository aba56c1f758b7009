import CLibvirt

/// Where a change is made: in what runs, in what is defined, or both. Empty means what is current: the running one
/// if it runs, the definition otherwise.
package struct ChangeScope: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let live = ChangeScope(rawValue: VIR_DOMAIN_AFFECT_LIVE.rawValue)
    package static let config = ChangeScope(rawValue: VIR_DOMAIN_AFFECT_CONFIG.rawValue)
}
