import CLibvirt

/// What goes with a domain's definition and what stays.
///
/// Source: https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainUndefineFlagsValues
package struct UndefineOptions: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    private init(_ flag: virDomainUndefineFlagsValues) {
        self.init(rawValue: flag.rawValue)
    }

    package static let managedSave = UndefineOptions(VIR_DOMAIN_UNDEFINE_MANAGED_SAVE)
    package static let snapshotsMetadata = UndefineOptions(VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA)
    package static let checkpointsMetadata = UndefineOptions(VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA)
    /// The firmware's variables go.
    package static let nvram = UndefineOptions(VIR_DOMAIN_UNDEFINE_NVRAM)
    package static let keepNVRAM = UndefineOptions(VIR_DOMAIN_UNDEFINE_KEEP_NVRAM)
    /// The state of an emulated TPM goes; both TPM options need libvirt 8.9.
    package static let tpm = UndefineOptions(VIR_DOMAIN_UNDEFINE_TPM)
    package static let keepTPM = UndefineOptions(VIR_DOMAIN_UNDEFINE_KEEP_TPM)
}
