package import Model

/// Which of a host's processors its operator gives to guests, by the settings' names.
///
/// Source: Nova's configuration reference, `[compute] cpu_shared_set`, `[compute] cpu_dedicated_set`, `vcpu_pin_set`.
package struct CPUPools: Codable, Hashable, Sendable {
    package var cpuSharedSet: CPUSet?
    package var cpuDedicatedSet: CPUSet?
    /// The older setting, which stands for both; it wins over `cpuSharedSet`.
    package var vcpuPinSet: CPUSet?

    package init(cpuSharedSet: CPUSet? = nil, cpuDedicatedSet: CPUSet? = nil, vcpuPinSet: CPUSet? = nil) {
        self.cpuSharedSet = cpuSharedSet
        self.cpuDedicatedSet = cpuDedicatedSet
        self.vcpuPinSet = vcpuPinSet
    }

    /// For processors that guests share. A host with dedicated ones only has none; without any setting, all.
    package func shared(online: CPUSet) -> CPUSet {
        if let set = vcpuPinSet ?? cpuSharedSet { return set }
        return cpuDedicatedSet == nil ? online : CPUSet([])
    }

    /// For processors that one guest has to itself. Where the operator told the two kinds not apart, the shared ones.
    package func dedicated(online: CPUSet) -> CPUSet {
        if let set = cpuDedicatedSet, !set.isEmpty { return set }
        let isSharedOnly = cpuSharedSet != nil && vcpuPinSet == nil
        return isSharedOnly ? CPUSet([]) : shared(online: online)
    }

    /// What is wrong with the settings on a host with those processors, for the log; nil where nothing is.
    package func flaw(online: CPUSet) -> String? {
        let sets = [
            ("cpu_shared_set", cpuSharedSet), ("cpu_dedicated_set", cpuDedicatedSet), ("vcpu_pin_set", vcpuPinSet),
        ]
        for (name, set) in sets {
            guard let set else { continue }
            if set.isEmpty { return "\(name) names no processor" }
            if !online.isEmpty, !set.isSubset(of: online) {
                return "\(name) names processors \(set.subtracting(online)), which the host lacks"
            }
        }
        if vcpuPinSet != nil, cpuDedicatedSet != nil {
            return "vcpu_pin_set stands for both kinds of processors, and cpu_dedicated_set beside it"
        }
        if let shared = cpuSharedSet, let dedicated = cpuDedicatedSet, !shared.intersection(dedicated).isEmpty {
            return "cpu_shared_set and cpu_dedicated_set both name processors \(shared.intersection(dedicated))"
        }
        return nil
    }
}
