/// What an accepted image is. It says nothing about data clusters: those QEMU reads.
package struct ImageFacts: Sendable, Hashable, Codable {
    /// The format to store with the disk and to name to every tool: the declared one.
    package var format: DiskFormat

    /// All that the content matched; empty for plain bytes without a partition table.
    package var content: [ContentFormat]

    /// The length of the file in bytes.
    package var fileSize: UInt64

    /// The size in bytes of the disk a guest would see. For a VHD the larger of its two statements.
    package var virtualSize: UInt64

    /// The unit of allocation in bytes, where the format has one.
    package var clusterSize: UInt64?

    /// The kind within the format: `streamOptimized`, `fixed`, `dynamic`, `udf` …
    package var subformat: String?

    /// What only qcow2 has.
    package var qcow2: Qcow2Facts?

    package init(
        format: DiskFormat,
        content: [ContentFormat] = [],
        fileSize: UInt64,
        virtualSize: UInt64,
        clusterSize: UInt64? = nil,
        subformat: String? = nil,
        qcow2: Qcow2Facts? = nil
    ) {
        self.format = format
        self.content = content
        self.fileSize = fileSize
        self.virtualSize = virtualSize
        self.clusterSize = clusterSize
        self.subformat = subformat
        self.qcow2 = qcow2
    }
}
