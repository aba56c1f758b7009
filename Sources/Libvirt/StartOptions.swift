import CLibvirt

/// How a domain is started.
///
/// Source: https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainCreateFlags
package struct StartOptions: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    private init(_ flag: virDomainCreateFlags) {
        self.init(rawValue: flag.rawValue)
    }

    /// The guest's first instruction waits for `resume`.
    package static let paused = StartOptions(VIR_DOMAIN_START_PAUSED)
    /// Boot anew, and drop the state that a managed save has kept.
    package static let forceBoot = StartOptions(VIR_DOMAIN_START_FORCE_BOOT)
    /// Make the firmware's variables anew from their template.
    package static let resetNVRAM = StartOptions(VIR_DOMAIN_START_RESET_NVRAM)
}
