/// The rules by which a VirtualBox disk image is accepted: dynamic or static, version 1.1, without a parent.
/// Fields and limits as in QEMU's reader (`block/vdi.c` describes the layout).
enum VDIImage {
    private static let dynamic: UInt32 = 1
    private static let fixed: UInt32 = 2
    private static let blockSize: UInt64 = 1 << 20
    private static let mostBlocks: UInt64 = 0x2000_0000 / 4

    static func inspect(_ reader: inout ImageReader) throws(ImageRefusal) -> ImageFacts {
        let header = try reader.read("header", of: .vdi, at: 0, count: 512)
        let version = try header.little32(0x44)
        guard version == 0x0001_0001 else {
            throw .unsupportedVersion(.vdi, UInt64(version))
        }
        let kind = try header.little32(0x4C)
        let uuids = try header.isZero(0x1A8, 32)
        guard kind <= fixed, uuids else { throw .backingFile(.vdi) }
        guard kind == dynamic || kind == fixed else {
            throw .field(.vdi, name: "image type", value: UInt64(kind), rule: "1 or 2")
        }
        let virtualSize = try header.little64(0x170)
        try reader.requireVirtualSize(virtualSize, of: .vdi)
        try checkBlocks(header, virtualSize, reader)
        return ImageFacts(
            format: .vdi,
            fileSize: reader.size,
            virtualSize: virtualSize,
            clusterSize: blockSize,
            subformat: kind == dynamic ? "dynamic" : "fixed"
        )
    }

    private static func checkBlocks(
        _ header: ImageBytes,
        _ virtualSize: UInt64,
        _ reader: ImageReader
    ) throws(ImageRefusal) {
        let sectorSize = UInt64(try header.little32(0x168))
        guard sectorSize == 512 else {
            throw .field(.vdi, name: "sector size", value: sectorSize, rule: "512")
        }
        let size = UInt64(try header.little32(0x178))
        guard size == blockSize else {
            throw .field(.vdi, name: "block size", value: size, rule: "\(blockSize)")
        }
        let blocks = UInt64(try header.little32(0x180))
        let needed = virtualSize.unitsCovering(blockSize)
        guard blocks >= needed, blocks <= mostBlocks else {
            throw .field(.vdi, name: "blocks in image", value: blocks, rule: "\(needed) to \(mostBlocks)")
        }
        let allocated = UInt64(try header.little32(0x184))
        guard allocated <= blocks else {
            throw .field(.vdi, name: "blocks allocated", value: allocated, rule: "at most \(blocks)")
        }
        let mapOffset = UInt64(try header.little32(0x154))
        let dataOffset = UInt64(try header.little32(0x158))
        for (name, offset) in [("block map offset", mapOffset), ("data offset", dataOffset)] {
            guard offset >= 512, offset % 512 == 0 else {
                throw .field(.vdi, name: name, value: offset, rule: "a multiple of 512 behind the header")
            }
        }
        try reader.require("block map", of: .vdi, at: mapOffset, length: blocks * 4)
        try reader.require("data", of: .vdi, at: dataOffset, length: allocated * blockSize)
    }
}
