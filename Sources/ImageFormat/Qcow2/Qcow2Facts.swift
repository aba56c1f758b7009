/// What the header of an accepted qcow2 image says beyond its size.
package struct Qcow2Facts: Sendable, Hashable, Codable {
    /// 2 or 3.
    package var version: UInt32

    /// How many internal snapshots it carries; they stay in the file and take room.
    package var internalSnapshots: UInt32

    package var compression: Qcow2Compression

    /// The image was not closed cleanly: reference counts may be stale until a tool repairs them.
    package var isDirty: Bool

    /// L2 entries with subclusters, which QEMU reads since 5.2.
    package var hasExtendedL2: Bool

    /// How many persistent bitmaps it carries.
    package var bitmaps: UInt32

    package init(
        version: UInt32,
        internalSnapshots: UInt32,
        compression: Qcow2Compression,
        isDirty: Bool,
        hasExtendedL2: Bool,
        bitmaps: UInt32
    ) {
        self.version = version
        self.internalSnapshots = internalSnapshots
        self.compression = compression
        self.isDirty = isDirty
        self.hasExtendedL2 = hasExtendedL2
        self.bitmaps = bitmaps
    }
}
