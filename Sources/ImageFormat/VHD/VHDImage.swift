/// The rules by which a VHD is accepted: fixed or dynamic, never differencing
/// (Microsoft's Virtual Hard Disk Image Format Specification 1.0).
enum VHDImage {
    private static let fixed: UInt32 = 2
    private static let dynamic: UInt32 = 3
    private static let differencing: UInt32 = 4
    private static let version: UInt32 = 0x0001_0000
    private static let dynamicHeaderLength = 1024
    private static let parentLocators = 576
    private static let largestBlock: UInt64 = 256 << 20

    static func inspect(_ reader: inout ImageReader) throws(ImageRefusal) -> ImageFacts {
        let first = try reader.read("footer", of: .vhd, at: 0, count: VHDFooter.length)
        let last = try reader.read("footer", of: .vhd, at: reader.size - 512, count: VHDFooter.length)
        let startsWithCopy = first.has("conectix", at: 0)
        let footer = try VHDFooter(startsWithCopy ? first : last)
        guard !startsWithCopy || !last.has("conectix", at: 0) || first.bytes == last.bytes else {
            throw .malformed(.vhd, "its footer and the copy at the start contradict each other")
        }
        guard footer.version == version else {
            throw .unsupportedVersion(.vhd, UInt64(footer.version))
        }
        guard footer.kind != differencing else { throw .backingFile(.vhd) }
        guard footer.kind == (startsWithCopy ? dynamic : fixed) else {
            throw .unsupportedSubformat(.vhd, "disk type \(footer.kind)")
        }
        guard !footer.isSaved else { throw .notCleanlyClosed(.vhd) }
        try reader.requireVirtualSize(footer.virtualSize, of: .vhd)
        var facts = ImageFacts(format: .vhd, fileSize: reader.size, virtualSize: footer.virtualSize)
        if startsWithCopy {
            facts.subformat = "dynamic"
            facts.clusterSize = try blockSize(footer, &reader)
        } else {
            facts.subformat = "fixed"
            try reader.require("data", of: .vhd, at: 512, length: footer.virtualSize)
        }
        return facts
    }

    /// Checks the header of a dynamic disk, and that its block table is there and covers the disk.
    private static func blockSize(
        _ footer: VHDFooter,
        _ reader: inout ImageReader
    ) throws(ImageRefusal) -> UInt64 {
        let header = try reader.read(
            "dynamic disk header",
            of: .vhd,
            at: footer.headerOffset,
            count: dynamicHeaderLength
        )
        guard header.has("cxsparse", at: 0), VHDChecksum.isRight(header.bytes, at: 36) else {
            throw .malformed(.vhd, "its dynamic disk header is damaged")
        }
        guard try header.isZero(40, 16), try header.isZero(parentLocators, 8 * 24) else { throw .backingFile(.vhd) }
        guard try header.big32(24) == version else {
            throw .unsupportedVersion(.vhd, UInt64(try header.big32(24)))
        }
        let tableOffset = try header.big64(16)
        let entries = UInt64(try header.big32(28))
        let blockSize = UInt64(try header.big32(32))
        guard blockSize.isPowerOfTwo, (512...largestBlock).contains(blockSize) else {
            throw .field(.vhd, name: "block size", value: blockSize, rule: "a power of two from 512 to \(largestBlock)")
        }
        let needed = footer.virtualSize.unitsCovering(blockSize)
        guard entries >= needed else {
            throw .field(.vhd, name: "table entries", value: entries, rule: "at least \(needed)")
        }
        try reader.require("block table", of: .vhd, at: tableOffset, length: entries * 4)
        return blockSize
    }
}
