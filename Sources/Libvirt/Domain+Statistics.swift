import CLibvirt

extension Domain {
    /// What the domain has used and may use.
    package func info() throws(LibvirtError) -> DomainInfo {
        var info = virDomainInfo()
        try handle.call { unsafe virDomainGetInfo($0, &info) }
        return DomainInfo(
            maximumMemoryKiB: UInt64(info.maxMem),
            memoryKiB: UInt64(info.memory),
            processors: Int(info.nrVirtCpu),
            cpuNanoseconds: info.cpuTime
        )
    }

    /// The size of a disk, named by its target (`vda`) or its source.
    package func blockInfo(_ disk: String) throws(LibvirtError) -> BlockInfo {
        var info = virDomainBlockInfo()
        try handle.call { unsafe virDomainGetBlockInfo($0, disk, &info, 0) }
        return BlockInfo(capacity: info.capacity, allocation: info.allocation, physical: info.physical)
    }

    /// What went through a disk of a running domain, named by its target.
    package func blockStatistics(_ disk: String) throws(LibvirtError) -> BlockStatistics {
        var statistics = virDomainBlockStatsStruct()
        let size = MemoryLayout.size(ofValue: statistics)
        try handle.call { unsafe virDomainBlockStats($0, disk, &statistics, size) }
        return BlockStatistics(
            readRequests: count(statistics.rd_req),
            readBytes: count(statistics.rd_bytes),
            writeRequests: count(statistics.wr_req),
            writeBytes: count(statistics.wr_bytes),
            errors: count(statistics.errs)
        )
    }

    /// What went through an interface of a running domain, named by its host device or its MAC address, as the guest
    /// sees it: `received` is what the guest received.
    package func interfaceStatistics(_ device: String) throws(LibvirtError) -> InterfaceStatistics {
        var statistics = virDomainInterfaceStatsStruct()
        let size = MemoryLayout.size(ofValue: statistics)
        try handle.call { unsafe virDomainInterfaceStats($0, device, &statistics, size) }
        return InterfaceStatistics(
            received: InterfaceStatistics.Direction(
                bytes: count(statistics.rx_bytes),
                packets: count(statistics.rx_packets),
                errors: count(statistics.rx_errs),
                drops: count(statistics.rx_drop)
            ),
            sent: InterfaceStatistics.Direction(
                bytes: count(statistics.tx_bytes),
                packets: count(statistics.tx_packets),
                errors: count(statistics.tx_errs),
                drops: count(statistics.tx_drop)
            )
        )
    }

    /// How a running domain uses its memory; without a balloon in the guest, little is known.
    package func memoryStatistics() throws(LibvirtError) -> MemoryStatistics {
        let blank = virDomainMemoryStatStruct()
        var statistics = [virDomainMemoryStatStruct](repeating: blank, count: Int(VIR_DOMAIN_MEMORY_STAT_NR.rawValue))
        let limit = UInt32(statistics.count)
        let found = try handle.call { unsafe virDomainMemoryStats($0, &statistics, limit, 0) }
        var result = MemoryStatistics()
        for statistic in statistics.prefix(Int(found)) {
            switch virDomainMemoryStatTags(UInt32(bitPattern: statistic.tag)) {
            case VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON: result.balloonKiB = statistic.val
            case VIR_DOMAIN_MEMORY_STAT_AVAILABLE: result.availableKiB = statistic.val
            case VIR_DOMAIN_MEMORY_STAT_UNUSED: result.unusedKiB = statistic.val
            case VIR_DOMAIN_MEMORY_STAT_USABLE: result.usableKiB = statistic.val
            case VIR_DOMAIN_MEMORY_STAT_RSS: result.residentKiB = statistic.val
            default: break
            }
        }
        return result
    }

    /// libvirt writes -1 for what it does not know.
    private func count(_ value: Int64) -> UInt64? {
        UInt64(exactly: value)
    }
}
