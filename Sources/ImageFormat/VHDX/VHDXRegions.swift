/// Where the parts of a VHDX lie (MS-VHDX 2.2.3). There are two tables; readers differ in which they use, so both
/// must say the same.
struct VHDXRegions: Sendable {
    private static let offsets: [UInt64] = [192 << 10, 256 << 10]
    private static let tableLength = 64 << 10
    private static let entryLength = 32

    let blockTable: Range<UInt64>
    let metadata: Range<UInt64>

    init(_ reader: inout ImageReader) throws(ImageRefusal) {
        var tables: [ImageBytes] = []
        for offset in Self.offsets {
            let table = try reader.read("region table", of: .vhdx, at: offset, count: Self.tableLength)
            guard table.has("regi", at: 0), CRC32C.isRight(table.bytes, at: 4) else {
                throw .malformed(.vhdx, "a region table is damaged")
            }
            tables.append(table)
        }
        guard let table = tables.first, tables.allSatisfy({ $0.bytes == table.bytes }) else {
            throw .malformed(.vhdx, "its two region tables contradict each other")
        }
        let regions = try Self.entries(table, reader)
        guard let blockTable = regions[VHDXIdentifier.blockTableRegion],
            let metadata = regions[VHDXIdentifier.metadataRegion]
        else {
            throw .malformed(.vhdx, "its region table lacks a region")
        }
        self.blockTable = blockTable
        self.metadata = metadata
    }

    private static func entries(
        _ table: ImageBytes,
        _ reader: ImageReader
    ) throws(ImageRefusal) -> [String: Range<UInt64>] {
        let count = try table.little32(8)
        guard count <= 2047 else {
            throw .field(.vhdx, name: "region count", value: UInt64(count), rule: "at most 2047")
        }
        var regions: [String: Range<UInt64>] = [:]
        for index in 0..<Int(count) {
            let start = 16 + index * entryLength
            let identifier = try VHDXIdentifier.read(table, at: start)
            let offset = try table.little64(start + 16)
            let length = UInt64(try table.little32(start + 24))
            let isRequired = try table.little32(start + 28) & 1 == 1
            let isKnown =
                identifier == VHDXIdentifier.blockTableRegion || identifier == VHDXIdentifier.metadataRegion
            guard isKnown || !isRequired else {
                throw .unknownFeatures(.vhdx, ["region \(identifier)"])
            }
            guard isKnown else { continue }
            try reader.require("region", of: .vhdx, at: offset, length: length)
            guard offset >= 1 << 20 else {
                throw .field(.vhdx, name: "region offset", value: offset, rule: "at least 1048576")
            }
            guard regions.updateValue(offset..<offset + length, forKey: identifier) == nil else {
                throw .malformed(.vhdx, "a region appears twice")
            }
        }
        return regions
    }
}
