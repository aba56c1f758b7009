import Demands

/// Memory that the host cannot read.
///
/// Source: libvirt's "Launch security with AMD SEV".
extension Designer {
    func encryption() throws(DesignRefusal) -> Guest.Encryption? {
        guard let model = demands.memoryEncryption else { return nil }
        guard isQ35 else {
            throw DesignRefusal("Encrypted memory needs the machine type q35; set hw_machine_type=q35 on the image.")
        }
        guard model != .sevSNP else {
            throw DesignRefusal("Memory encryption by amd-sev-snp is not offered; choose amd-sev or amd-sev-es.")
        }
        if model == .sevES { try require(.sevES) }
        guard let sev = domainCapabilities?.sev else {
            throw DesignRefusal(
                "Encrypted memory is asked for, which is not offered.",
                detail: "libvirt's domain capabilities say that SEV is not supported")
        }
        return Guest.Encryption(policy: model == .sevES ? 0x37 : 0x33, sev: sev)
    }
}
