/// The rules by which a VHDX is accepted: closed cleanly and without a parent (MS-VHDX).
enum VHDXImage {
    static func inspect(_ reader: inout ImageReader) throws(ImageRefusal) -> ImageFacts {
        let header = try VHDXHeader.current(&reader)
        guard header.version == 1 else {
            throw .unsupportedVersion(.vhdx, UInt64(header.version))
        }
        // A log is replayed over everything read below, so what is read would not be what a tool sees.
        guard !header.hasLog else { throw .notCleanlyClosed(.vhdx) }
        let regions = try VHDXRegions(&reader)
        let metadata = try VHDXMetadata(&reader, region: regions.metadata)
        guard !metadata.hasParent else { throw .backingFile(.vhdx) }
        try reader.requireVirtualSize(metadata.virtualSize, of: .vhdx)
        try checkBlocks(metadata, regions)
        return ImageFacts(
            format: .vhdx,
            fileSize: reader.size,
            virtualSize: metadata.virtualSize,
            clusterSize: metadata.blockSize
        )
    }

    private static func checkBlocks(_ metadata: VHDXMetadata, _ regions: VHDXRegions) throws(ImageRefusal) {
        guard metadata.sectorSize == 512 || metadata.sectorSize == 4096 else {
            throw .field(.vhdx, name: "logical sector size", value: metadata.sectorSize, rule: "512 or 4096")
        }
        guard metadata.blockSize.isPowerOfTwo, (1 << 20...256 << 20).contains(metadata.blockSize) else {
            throw .field(
                .vhdx,
                name: "block size",
                value: metadata.blockSize,
                rule: "a power of two from \(1 << 20) to \(256 << 20)"
            )
        }
        guard metadata.virtualSize % metadata.sectorSize == 0 else {
            throw .field(
                .vhdx,
                name: "virtual disk size",
                value: metadata.virtualSize,
                rule: "a multiple of \(metadata.sectorSize)"
            )
        }
        // One bitmap entry stands in the table behind each chunk's data entries (MS-VHDX 2.5).
        let blocksPerChunk = (metadata.sectorSize << 23) / metadata.blockSize
        let blocks = metadata.virtualSize.unitsCovering(metadata.blockSize)
        let entries = blocks + (blocks > 0 ? (blocks - 1) / blocksPerChunk : 0)
        guard entries * 8 <= UInt64(regions.blockTable.count) else {
            throw .field(
                .vhdx,
                name: "block table length",
                value: UInt64(regions.blockTable.count),
                rule: "at least \(entries * 8)"
            )
        }
    }
}
