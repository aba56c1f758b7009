import Demands

/// Devices and settings of guests that few ask for.
extension Designer {
    func sound() throws(DesignRefusal) -> SoundModel? {
        if demands.soundModel == .virtio { try require(.virtioSound) }
        return demands.soundModel
    }

    /// The devices come over the connection of a SPICE viewer.
    func redirectedUSBPorts() throws(DesignRefusal) -> Int {
        guard demands.redirectedUSBPorts == 0 || settings.spice.isEnabled else {
            throw DesignRefusal(
                "Redirected USB ports are asked for, which are not offered.", detail: "SPICE is not enabled")
        }
        return demands.redirectedUSBPorts
    }

    func physicalAddressing() throws(DesignRefusal) -> PhysicalAddressing? {
        if demands.physicalAddressing != nil { try require(.physicalAddressing) }
        return demands.physicalAddressing
    }

    /// MiB; emulation by translation alone has such a cache.
    var translationCacheMiB: Int? {
        guard settings.virtType == .qemu, let size = settings.tbCacheSize, size > 0 else { return nil }
        return size
    }

    /// Those that libvirt knows; one that it does not know would undo the whole definition.
    var perfEvents: [String] { settings.enabledPerfEvents.filter(Self.knownPerfEvents.contains) }

    /// Without those that monitor the cache, which present kernels do not.
    ///
    /// Source: libvirt's "Domain XML format", section "Performance monitoring events".
    private static let knownPerfEvents: Set<String> = [
        "alignment_faults", "branch_instructions", "branch_misses", "bus_cycles", "cache_misses", "cache_references",
        "context_switches", "cpu_clock", "cpu_cycles", "cpu_migrations", "emulation_faults", "instructions",
        "page_faults", "page_faults_maj", "page_faults_min", "ref_cpu_cycles", "stalled_cycles_backend",
        "stalled_cycles_frontend", "task_clock",
    ]
}
