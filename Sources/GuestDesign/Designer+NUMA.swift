import Demands
import Model

/// What comes of the guest's place on the host's NUMA cells.
///
/// Source: libvirt's "Domain XML format", sections "CPU Tuning", "Memory Backing", "NUMA Node Tuning".
extension Designer {
    /// The guest's cells with their places; nil for a guest without cells.
    func placement() throws(DesignRefusal) -> NUMAPlacement? {
        if let flaw = settings.pools.flaw(online: capabilities.onlineCPUs) {
            throw DesignRefusal("The host's processor settings are wrong; ask the operator.", detail: flaw)
        }
        guard let wanted = demands.numa else { return nil }
        try require(.numaTopology)
        guard let placement = request.numa, placement.cells.map(\.vcpus) == wanted.cells.map(\.vcpus) else {
            throw DesignRefusal(
                "The flavor or the image asks for NUMA cells, pinned processors or a page size, and the server has no "
                    + "place on the host's cells.")
        }
        return placement
    }

    /// The processors of a guest without cells; nil for all.
    func cpuSet(_ placement: NUMAPlacement?) -> CPUSet? {
        placement == nil ? settings.vcpuPinSet ?? settings.cpuSharedSet : nil
    }

    func pinning(_ placement: NUMAPlacement?) throws(DesignRefusal) -> Guest.CPUPinning? {
        guard let placement else { return nil }
        let online = capabilities.onlineCPUs
        let offered = settings.offeredCells(of: capabilities)
        var pinning = Guest.CPUPinning(vcpus: [:], emulator: CPUSet([]))
        for cell in placement.cells {
            guard let host = offered.first(where: { $0.id == cell.host }) else {
                throw DesignRefusal("The server's place is on a NUMA cell that is not there.")
            }
            for vcpu in cell.vcpus.cpus { pinning.vcpus[vcpu] = cell.pins[vcpu].map { CPUSet([$0]) } ?? host.shared }
        }
        switch demands.numa?.emulatorThreads {
        case .isolate: pinning.emulator = placement.cells.reduce(CPUSet([])) { $0.union($1.emulator) }
        case .share where settings.cpuSharedSet != nil:
            pinning.emulator = settings.cpuSharedSet?.intersection(online) ?? online
        case .share, nil:
            for (vcpu, cpus) in pinning.vcpus where demands.realtimeVCPUs?.cpus.contains(vcpu) != true {
                pinning.emulator = pinning.emulator.union(cpus)
            }
        }
        pinning.realtime = demands.realtimeVCPUs.map {
            Guest.CPUPinning.Realtime(vcpus: $0, priority: settings.realtimeSchedulerPriority)
        }
        return pinning
    }

    func numaCells(_ placement: NUMAPlacement?) -> [Guest.NUMACell] {
        let cells = placement?.cells ?? []
        let isShared = cells.contains { isHuge($0.pageSizeKiB) }
        return cells.map {
            Guest.NUMACell(vcpus: $0.vcpus, memoryKiB: $0.memoryMiB * 1024, isShared: isShared)
        }
    }

    func memoryBacking(_ placement: NUMAPlacement?) throws(DesignRefusal) -> Guest.MemoryBacking? {
        if demands.realtimeVCPUs != nil, demands.numa?.emulatorThreads == .share, settings.cpuSharedSet == nil {
            throw DesignRefusal(
                "Realtime processors with hw:emulator_threads_policy=share need shared processors, which are not "
                    + "offered; set the policy to isolate, or leave a processor out of hw:cpu_realtime_mask.",
                detail: "cpu_shared_set is not set")
        }
        var backing = Guest.MemoryBacking()
        if settings.fileBackedMemory > 0 {
            guard demands.numa?.pageSize == nil else {
                throw DesignRefusal(
                    "A page size (hw:mem_page_size) is asked for, which is not offered: memory is backed by files.",
                    detail: "file_backed_memory is \(settings.fileBackedMemory)")
            }
            backing.isFileBacked = true
        }
        for (index, cell) in (placement?.cells ?? []).enumerated() {
            guard let size = cell.pageSizeKiB, isHuge(size) else { continue }
            backing.hugePages.append(Guest.MemoryBacking.Pages(sizeKiB: size, cell: index))
        }
        backing.isMergeable = demands.realtimeVCPUs == nil
        backing.isLocked = demands.realtimeVCPUs != nil || demands.locksMemory || demands.memoryEncryption != nil
        return backing == Guest.MemoryBacking() ? nil : backing
    }

    /// The smallest pages are the host's ordinary memory.
    private func isHuge(_ size: Int?) -> Bool {
        guard let size, let smallest = capabilities.cells.first?.pages.map(\.sizeKiB).min() else { return false }
        return size > smallest
    }
}
