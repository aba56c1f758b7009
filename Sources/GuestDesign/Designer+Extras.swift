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

    /// Cache monitoring is not possible with present kernels.
    var perfEvents: [String] {
        settings.enabledPerfEvents.filter { !["cmt", "mbml", "mbmt"].contains($0) }
    }
}
