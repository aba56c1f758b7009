import Demands

extension Designer {
    func features() throws(DesignRefusal) -> Guest.Features {
        let spoofed = demands.hidesHypervisor ? "1234567890ab" : nil
        return Guest.Features(
            hasAPIC: !settings.disablesAPIC,
            hyperV: osType == .windows ? Guest.HyperV(vendorID: spoofed) : nil,
            hasVMCoreInfo: (isX86 || architecture == "aarch64") && demands.memoryEncryption == nil,
            hidesKVM: demands.hidesHypervisor,
            pmu: demands.hasPMU, hasSMM: try firmware()?.requiresSMM ?? false, hasIOAPIC: demands.viommu != nil,
            translationCacheMiB: translationCacheMiB)
    }
}
