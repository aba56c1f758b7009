package import Demands

extension HostSettings {
    /// Which of the host's processors guests get.
    package var pools: CPUPools {
        CPUPools(cpuSharedSet: cpuSharedSet, cpuDedicatedSet: cpuDedicatedSet, vcpuPinSet: vcpuPinSet)
    }

    /// What the host's NUMA cells offer under these settings.
    package func offeredCells(of capabilities: HostCapabilities) -> [OfferedCell] {
        var reserved: [Int: [Int: Int]] = [:]
        for pages in reservedHugePages { reserved[pages.node, default: [:]][pages.sizeKiB] = pages.count }
        return OfferedCell.all(of: capabilities.cells, pools: pools, reserved: reserved)
    }
}
