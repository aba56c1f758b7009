package import Demands
package import Model

extension HostSettings {
    /// Which of the host's processors guests get.
    package var pools: CPUPools {
        CPUPools(cpuSharedSet: cpuSharedSet, cpuDedicatedSet: cpuDedicatedSet, vcpuPinSet: vcpuPinSet)
    }

    /// What of them that host cannot carry out, for its operator; nil where it can.
    package func flaw(on capabilities: HostCapabilities) -> String? {
        if let flaw = pools.flaw(online: capabilities.onlineCPUs) { return flaw }
        for pages in reservedHugePages {
            let cell = capabilities.cells.first { $0.id == pages.node }
            let total = cell?.pages.first { $0.sizeKiB == pages.sizeKiB }?.total ?? 0
            guard pages.count > total else { continue }
            return "reserved_huge_pages keeps \(pages.count) pages of \(pages.sizeKiB) KiB in node \(pages.node), "
                + "which has \(total)"
        }
        return nil
    }

    /// What the host's NUMA cells offer under these settings.
    package func offeredCells(of capabilities: HostCapabilities) -> [OfferedCell] {
        var reserved: [Int: [Int: Int]] = [:]
        for pages in reservedHugePages { reserved[pages.node, default: [:]][pages.sizeKiB] = pages.count }
        return OfferedCell.all(of: capabilities.cells, pools: pools, reserved: reserved)
    }

    /// The same as a host tells of it; nil for one that has told of no cells. Where files hold its guests' memory, it
    /// has no pages to choose from.
    package func offer(of capabilities: HostCapabilities) -> OfferedCells? {
        var cells = offeredCells(of: capabilities)
        if fileBackedMemory > 0 { for index in cells.indices { cells[index].pages = [] } }
        return cells.isEmpty ? nil : OfferedCells(cells, packs: packsNUMACells)
    }
}
