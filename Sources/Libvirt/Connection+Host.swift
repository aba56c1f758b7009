import CLibvirt

extension Connection {
    /// The version of the daemon's libvirt.
    package func libraryVersion() throws(LibvirtError) -> Version {
        var packed: UInt = 0
        try handle.call { unsafe virConnectGetLibVersion($0, &packed) }
        return Version(packed: packed)
    }

    /// The version of the hypervisor, for instance QEMU's.
    package func hypervisorVersion() throws(LibvirtError) -> Version {
        var packed: UInt = 0
        try handle.call { unsafe virConnectGetVersion($0, &packed) }
        return Version(packed: packed)
    }

    /// The name that the daemon's host has for itself.
    package func hostname() throws(LibvirtError) -> String {
        try handle.string { unsafe virConnectGetHostname($0) }
    }

    /// The host's processors, NUMA cells and guests that it can run, as libvirt's capabilities document.
    package func capabilities() throws(LibvirtError) -> String {
        try handle.string { unsafe virConnectGetCapabilities($0) }
    }

    /// What a domain can have here, as libvirt's domain capabilities document. What is nil, libvirt chooses; an unknown
    /// machine type or emulator throws `invalidArgument`.
    package func domainCapabilities(
        emulator: String? = nil,
        arch: String? = nil,
        machine: String? = nil,
        virtType: String? = nil
    ) throws(LibvirtError) -> String {
        try handle.string { unsafe virConnectGetDomainCapabilities($0, emulator, arch, machine, virtType, 0) }
    }

    package func nodeInfo() throws(LibvirtError) -> NodeInfo {
        var info = virNodeInfo()
        try handle.call { unsafe virNodeGetInfo($0, &info) }
        return NodeInfo(
            model: text(info.model),
            memoryKiB: UInt64(info.memory),
            cpus: Int(info.cpus),
            mhz: Int(info.mhz),
            cells: Int(info.nodes),
            socketsPerCell: Int(info.sockets),
            coresPerSocket: Int(info.cores),
            threadsPerCore: Int(info.threads)
        )
    }

    /// The time that all the host's processors have spent since the host's boot.
    package func nodeCPUTimes() throws(LibvirtError) -> NodeCPUTimes {
        let all = VIR_NODE_CPU_STATS_ALL_CPUS.rawValue
        var count: Int32 = 0
        try handle.call { unsafe virNodeGetCPUStats($0, all, nil, &count, 0) }
        var fields = [virNodeCPUStats](repeating: virNodeCPUStats(), count: Int(count))
        try handle.call { unsafe virNodeGetCPUStats($0, all, &fields, &count, 0) }
        var values: [String: UInt64] = [:]
        for field in fields.prefix(Int(count)) {
            values[text(field.field)] = field.value
        }
        return NodeCPUTimes(
            kernel: values[VIR_NODE_CPU_STATS_KERNEL] ?? 0,
            user: values[VIR_NODE_CPU_STATS_USER] ?? 0,
            idle: values[VIR_NODE_CPU_STATS_IDLE] ?? 0,
            ioWait: values[VIR_NODE_CPU_STATS_IOWAIT] ?? 0
        )
    }

    /// The host's free memory in bytes, without what caches could give back.
    package func nodeFreeMemory() throws(LibvirtError) -> UInt64 {
        try handle.withPointer { pointer throws(LibvirtError) in
            let free = unsafe virNodeGetFreeMemory(pointer)
            // Zero is the sign of a failure.
            guard free > 0 else {
                throw .last()
            }
            return free
        }
    }

    /// A C structure's array of characters, up to its end.
    private func text<Characters: BitwiseCopyable>(_ characters: Characters) -> String {
        unsafe withUnsafeBytes(of: characters) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
