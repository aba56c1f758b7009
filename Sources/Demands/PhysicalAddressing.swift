/// How many bits of physical address the guest's processors say they have.
///
/// Source: libvirt's "Domain XML format", section "CPU model and topology", `maxphysaddr`.
package struct PhysicalAddressing: Codable, Hashable, Sendable {
    package enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
        /// The host's.
        case passthrough
        case emulate
    }

    package let mode: Mode
    package let bits: Int?
}

extension DemandReader {
    /// Both must say the same mode; the flavor's bits come first. Bits without a mode would be dropped.
    func physicalAddressing() throws(DemandConflict) -> PhysicalAddressing? {
        let mode = try agreed(flavor: "hw:maxphysaddr_mode", image: "hw_maxphysaddr_mode")
        let bits = flavorFirst(flavor: "hw:maxphysaddr_bits", image: "hw_maxphysaddr_bits")
        let number = try count(bits)
        guard let chosen = try choice(mode, as: PhysicalAddressing.Mode.self) else {
            if let bits { throw DemandConflict([bits], "bits need a mode too: set maxphysaddr_mode=emulate") }
            return nil
        }
        if let number, let bits, !(32...64).contains(number) {
            throw DemandConflict([bits], "it must be from 32 to 64")
        }
        return PhysicalAddressing(mode: chosen, bits: number)
    }
}
