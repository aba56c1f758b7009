/// What the bytes of a file look like, whatever they are declared to be.
///
/// It holds every format for which QEMU has a probe, so that nothing QEMU could take for a structured image passes
/// as raw, and the two partition tables, which say that plain bytes are a whole disk.
package enum ContentFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case qcow2
    case vmdk
    case vhd
    case vhdx
    case vdi
    case iso
    case ploop
    case luks
    case qed
    case bochs
    case cloop
    case dmg
    case gpt
    case mbr

    /// Whether the match only says how a plain disk is divided.
    package var isPartitionTable: Bool {
        self == .gpt || self == .mbr
    }
}
