/// What a placement takes of its host as a whole: processors that it shares, ordinary memory, disk.
package struct Allocation: Codable, Hashable, Sendable {
    package var vcpus: Int
    package var memoryMiB: Int
    package var diskGiB: Int

    package init(vcpus: Int, memoryMiB: Int, diskGiB: Int) {
        self.vcpus = vcpus
        self.memoryMiB = memoryMiB
        self.diskGiB = diskGiB
    }

    package static let none = Self(vcpus: 0, memoryMiB: 0, diskGiB: 0)

    /// What is left of it where the guest has that of NUMA cells: the cells keep account of its own processors and huge
    /// pages.
    package func beside(_ placement: NUMAPlacement, on cells: OfferedCells) -> Allocation {
        Allocation(
            vcpus: vcpus - placement.pinnedVCPUs, memoryMiB: memoryMiB - cells.hugePagesMiB(of: placement),
            diskGiB: diskGiB)
    }

    package static func + (left: Self, right: Self) -> Self {
        Self(
            vcpus: left.vcpus + right.vcpus, memoryMiB: left.memoryMiB + right.memoryMiB,
            diskGiB: left.diskGiB + right.diskGiB)
    }

    package static func - (left: Self, right: Self) -> Self {
        Self(
            vcpus: left.vcpus - right.vcpus, memoryMiB: left.memoryMiB - right.memoryMiB,
            diskGiB: left.diskGiB - right.diskGiB)
    }
}

extension Flavor {
    /// What a server of this flavor takes: its root, ephemeral and swap disks count as disk, rounded up to whole GiB.
    package var allocation: Allocation {
        Allocation(
            vcpus: vcpus, memoryMiB: memoryMiB, diskGiB: rootGiB + ephemeralGiB + (swapMiB + 1023) / 1024)
    }
}
