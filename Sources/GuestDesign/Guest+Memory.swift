package import Model

extension Guest {
    /// What the guest's memory is made of: the `<memoryBacking>` element.
    package struct MemoryBacking: Hashable, Sendable {
        /// Huge pages of one of the guest's cells.
        package struct Pages: Hashable, Sendable {
            package var sizeKiB: Int
            /// The number of the guest's cell.
            package var cell: Int
        }

        package var hugePages: [Pages] = []
        /// Whether the host may merge equal pages of several guests.
        package var isMergeable = true
        package var isLocked = false
        package var isFileBacked = false
    }

    /// The host's cells that hold the memory of the guest's, in the order of the guest's: the `<numatune>` element.
    package struct NUMATune: Hashable, Sendable {
        package var hostCells: [Int]
    }

    /// A cell that the guest sees.
    package struct NUMACell: Hashable, Sendable {
        package var vcpus: CPUSet
        package var memoryKiB: Int
        /// Whether other processes of the host may map its memory, as vhost-user backends do.
        package var isShared: Bool
    }

    /// Which of the host's processors run what: a part of the `<cputune>` element.
    package struct CPUPinning: Hashable, Sendable {
        package struct Realtime: Hashable, Sendable {
            package var vcpus: CPUSet
            /// 1 to 99.
            package var priority: Int
        }

        /// By the guest's processor.
        package var vcpus: [Int: CPUSet]
        package var emulator: CPUSet
        package var realtime: Realtime?
    }
}
