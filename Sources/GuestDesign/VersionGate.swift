/// What is there from certain versions of libvirt and QEMU on. The raw value is the name by which operators know it.
package enum VersionGate: String, Hashable, Sendable, CaseIterable {
    case libvirtDriver = "libvirt-driver"
    case minimum
    case nextMinimum = "next-minimum"

    case blockIOSize = "block-io-size"
    case numaTopology = "numa-topology"
    case discard
    case remoteManagedPorts = "remote-managed-ports"
    case sevES = "sev-es"
    case viommuVirtio = "viommu-virtio"
    case statelessFirmware = "stateless-firmware"
    case physicalAddressing = "physical-addressing"
    case igb
    case virtioSound = "virtio-sound"

    case blockJobInfo = "block-job-info"
    case deviceCallback = "device-callback"
    case relativeBlockCommit = "relative-block-commit"
    case liveSnapshot = "live-snapshot"
    case mediatedDeviceMigration = "mdev-live-migration"
    case vfioVariantMigration = "vfio-variant-live-migration"

    case checkpointsMetadata = "checkpoints-metadata"
    case tpmState = "tpm-state"
    case multifdWithPostcopy = "multifd-with-postcopy"

    /// What the table says of a gate.
    package struct Row: Hashable, Sendable {
        /// In words that go on "The server asks for".
        package let words: String
        /// Nil where any libvirt will do.
        package let libvirt: Version?
        /// Nil where any QEMU will do.
        package let qemu: Version?
        package let below: Below

        /// `libvirt 9.3.0 and QEMU 8.0.0`
        package var need: String {
            [libvirt.map { "libvirt \($0)" }, qemu.map { "QEMU \($0)" }].compactMap(\.self).joined(separator: " and ")
        }
    }

    /// What happens on a host of older versions.
    package enum Below: Hashable, Sendable {
        case refusesStart
        /// The start and `vireo doctor` warn, and all goes on.
        case warns
        /// - Parameter loss: what its users go without.
        case isOff(loss: String, Answer)
    }

    /// What becomes of a wish for what is off.
    package enum Answer: Hashable, Sendable {
        /// The host makes no guest that needs it.
        case noGuest
        /// The API answers 501.
        case notImplemented
        /// The service does without it, and nothing is refused.
        case goesWithout
    }

    /// - Parameter qemu: nil where it is not known; then what needs a QEMU is closed.
    package func isOpen(libvirt: Version, qemu: Version? = nil) -> Bool {
        let row = row
        if let least = row.libvirt, libvirt < least { return false }
        guard let least = row.qemu else { return true }
        return qemu.map { $0 >= least } ?? false
    }
}
