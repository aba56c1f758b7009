/// How the processor hides the guest's memory from its host.
package enum MemoryEncryption: String, Codable, Hashable, Sendable, CaseIterable {
    case sev = "amd-sev"
    case sevES = "amd-sev-es"
    case sevSNP = "amd-sev-snp"
}

extension DemandReader {
    /// Both must say the same. It needs UEFI, and where the image names a machine, q35.
    ///
    /// Source: Nova's administrator guide, "AMD SEV (Secure Encrypted Virtualization)".
    func memoryEncryption() throws(DemandConflict) -> MemoryEncryption? {
        let settings = [ofFlavor("hw:mem_encryption"), ofImage("hw_mem_encryption")].compactMap(\.self)
        let model = try agreed(flavor: "hw:mem_encryption_model", image: "hw_mem_encryption_model")
        let chosen = try choice(model, as: MemoryEncryption.self)
        guard try agreedFlag(flavor: "hw:mem_encryption", image: "hw_mem_encryption") == true else {
            if let model {
                throw DemandConflict([model], "a model of memory encryption needs hw:mem_encryption=true too")
            }
            return nil
        }
        guard properties["hw_firmware_type"] == FirmwareType.uefi.rawValue else {
            throw DemandConflict(
                settings + [ofImage("hw_firmware_type")].compactMap(\.self),
                "encrypted memory needs UEFI; set hw_firmware_type=uefi on the image")
        }
        if let machine = ofImage("hw_machine_type"), !machine.value.contains("q35") {
            throw DemandConflict(settings + [machine], "encrypted memory needs the machine type q35")
        }
        return chosen ?? .sev
    }
}
