/// The rules by which a Parallels (ploop) expandable image is accepted (QEMU's `docs/interop/parallels`).
enum PloopImage {
    private static let inUse: UInt32 = 0x746F_6E59
    private static let headerLength = 64
    private static let sector: UInt64 = 512
    private static let largestCluster: UInt64 = (1 << 31) / 512
    private static let mostEntries: UInt64 = (1 << 31) / 4

    static func inspect(_ reader: inout ImageReader) throws(ImageRefusal) -> ImageFacts {
        let header = try reader.read("header", of: .ploop, at: 0, count: headerLength)
        let version = try header.little32(16)
        guard version == 2 else {
            throw .unsupportedVersion(.ploop, UInt64(version))
        }
        guard try header.little32(44) != inUse else { throw .notCleanlyClosed(.ploop) }
        let cluster = UInt64(try header.little32(28))
        guard (1...largestCluster).contains(cluster) else {
            throw .field(.ploop, name: "cluster size", value: cluster, rule: "1 to \(largestCluster) sectors")
        }
        // The older magic counts sectors with half the field.
        let isOld = header.has("WithoutFreeSpace", at: 0)
        let sectors = isOld ? UInt64(try header.little32(36)) : try header.little64(36)
        let virtualSize = sectors.saturatingTimes(sector)
        try reader.requireVirtualSize(virtualSize, of: .ploop)
        let entries = UInt64(try header.little32(32))
        let needed = sectors.unitsCovering(cluster)
        guard entries >= needed, entries <= mostEntries else {
            throw .field(.ploop, name: "table entries", value: entries, rule: "\(needed) to \(mostEntries)")
        }
        try reader.require("block table", of: .ploop, at: UInt64(headerLength), length: entries * 4)
        let dataOffset = UInt64(try header.little32(48)) * sector
        try reader.require("data", of: .ploop, at: dataOffset, length: 0)
        let extensionOffset = try header.little64(56).saturatingTimes(sector)
        if extensionOffset > 0 {
            try reader.require("format extension", of: .ploop, at: extensionOffset, length: 1)
        }
        return ImageFacts(
            format: .ploop,
            fileSize: reader.size,
            virtualSize: virtualSize,
            clusterSize: cluster * sector
        )
    }
}
