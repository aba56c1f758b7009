/// What a VHDX says of its disk (MS-VHDX 2.6).
struct VHDXMetadata: Sendable {
    private static let headerLength = 32
    private static let entryLength = 32
    private static let mostEntries: UInt16 = 2047
    private static let tableLength: UInt64 = 64 << 10

    let blockSize: UInt64
    let hasParent: Bool
    let virtualSize: UInt64
    let sectorSize: UInt64

    init(_ reader: inout ImageReader, region: Range<UInt64>) throws(ImageRefusal) {
        let items = try Self.items(&reader, region)
        let parameters = try Self.read(items, VHDXIdentifier.fileParameters, 8, &reader)
        blockSize = UInt64(try parameters.little32(0))
        hasParent = try parameters.little32(4) & 0b10 != 0 || items[VHDXIdentifier.parentLocator] != nil
        virtualSize = try Self.read(items, VHDXIdentifier.virtualDiskSize, 8, &reader).little64(0)
        sectorSize = UInt64(try Self.read(items, VHDXIdentifier.logicalSectorSize, 4, &reader).little32(0))
    }

    /// Where the known items lie in the file.
    private static func items(
        _ reader: inout ImageReader,
        _ region: Range<UInt64>
    ) throws(ImageRefusal) -> [String: Range<UInt64>] {
        let head = try reader.read("metadata table", of: .vhdx, at: region.lowerBound, count: headerLength)
        let count = try head.little16(10)
        guard head.has("metadata", at: 0), count <= mostEntries else {
            throw .malformed(.vhdx, "its metadata table is damaged")
        }
        let length = headerLength + Int(count) * entryLength
        let table = try reader.read("metadata table", of: .vhdx, at: region.lowerBound, count: length)
        var items: [String: Range<UInt64>] = [:]
        for index in 0..<Int(count) {
            let start = headerLength + index * entryLength
            let identifier = try VHDXIdentifier.read(table, at: start)
            let flags = try table.little32(start + 24)
            guard VHDXIdentifier.knownMetadata.contains(identifier), flags & 1 == 0 else {
                guard flags & 0b100 == 0 else {
                    throw .unknownFeatures(.vhdx, ["metadata item \(identifier)"])
                }
                continue
            }
            let offset = UInt64(try table.little32(start + 16))
            let size = UInt64(try table.little32(start + 20))
            guard offset >= tableLength, offset + size <= UInt64(region.count) else {
                throw .field(.vhdx, name: "metadata item offset", value: offset, rule: "inside the metadata region")
            }
            let place = region.lowerBound + offset
            guard items.updateValue(place..<place + size, forKey: identifier) == nil else {
                throw .malformed(.vhdx, "a metadata item appears twice")
            }
        }
        return items
    }

    private static func read(
        _ items: [String: Range<UInt64>],
        _ identifier: String,
        _ length: Int,
        _ reader: inout ImageReader
    ) throws(ImageRefusal) -> ImageBytes {
        guard let place = items[identifier], place.count == length else {
            throw .malformed(.vhdx, "its metadata item \(identifier) is missing or of a wrong length")
        }
        return try reader.read("metadata item", of: .vhdx, at: place.lowerBound, count: length)
    }
}
