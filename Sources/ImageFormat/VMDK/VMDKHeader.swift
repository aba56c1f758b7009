/// The header of a sparse VMDK extent, also found as a footer (VMware's Virtual Disk Format 5.0, "Hosted Sparse
/// Extent Header"). Offsets and sizes are in sectors.
struct VMDKHeader: Sendable, Hashable {
    /// What `grainDirectory` holds when the footer is to be read instead.
    static let atEnd = UInt64.max
    static let sector: UInt64 = 512
    static let length = 512

    let version: UInt32
    let flags: UInt32
    let capacity: UInt64
    let grainSize: UInt64
    let descriptorOffset: UInt64
    let descriptorSize: UInt64
    let entriesPerTable: UInt32
    let redundantDirectory: UInt64
    var grainDirectory: UInt64
    let overhead: UInt64
    let newlineCheck: [UInt8]
    let compression: UInt16

    init(_ bytes: ImageBytes, at offset: Int = 0) throws(ImageRefusal) {
        version = try bytes.little32(offset + 4)
        flags = try bytes.little32(offset + 8)
        capacity = try bytes.little64(offset + 12)
        grainSize = try bytes.little64(offset + 20)
        descriptorOffset = try bytes.little64(offset + 28)
        descriptorSize = try bytes.little64(offset + 36)
        entriesPerTable = try bytes.little32(offset + 44)
        redundantDirectory = try bytes.little64(offset + 48)
        grainDirectory = try bytes.little64(offset + 56)
        overhead = try bytes.little64(offset + 64)
        newlineCheck = Array(try bytes.slice(offset + 73, 4))
        compression = try bytes.little16(offset + 77)
    }

    var isCompressed: Bool { compression == 1 }

    var hasRedundantDirectory: Bool { flags & 0b10 != 0 }

    /// The length of a grain directory in bytes.
    var directoryLength: UInt64 {
        capacity.unitsCovering(grainSize.saturatingTimes(UInt64(entriesPerTable))).saturatingTimes(4)
    }

    /// What footer and header must have in common.
    func agrees(with footer: VMDKHeader) -> Bool {
        var other = footer
        other.grainDirectory = grainDirectory
        return self == other
    }
}
