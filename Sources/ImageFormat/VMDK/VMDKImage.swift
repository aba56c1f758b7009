/// The rules by which a VMDK is accepted: one file, `monolithicSparse` or `streamOptimized`, as Nova's default
/// `[compute]vmdk_allowed_types`. Limits as in QEMU's reader.
enum VMDKImage {
    private static let largestDescriptor: UInt64 = 256 << 10
    private static let largestGrain: UInt64 = 0x20_0000
    private static let largestDirectory: UInt64 = 128 << 20

    /// Where QEMU looks for a parent's name, whatever size the header gives the descriptor.
    private static let parentSearchLength = 20 * 512

    static func inspect(_ reader: inout ImageReader) throws(ImageRefusal) -> ImageFacts {
        let magic = try reader.read("header", of: .vmdk, at: 0, count: 4)
        guard magic.has("KDMV", at: 0) else {
            throw .unsupportedSubformat(.vmdk, magic.has("COWD", at: 0) ? "vmfsSparse" : "descriptor file")
        }
        var header = try VMDKHeader(reader.read("header", of: .vmdk, at: 0, count: VMDKHeader.length))
        try checkShape(header)
        if header.grainDirectory == VMDKHeader.atEnd {
            header = try footer(of: header, &reader)
        }
        let descriptor = try VMDKDescriptor(readDescriptor(header, &reader))
        let kind = try descriptor.requireSingleFile(capacity: header.capacity, grainSize: header.grainSize)
        guard (kind == "streamoptimized") == header.isCompressed else {
            throw .malformed(.vmdk, "its createType and its compression contradict each other")
        }
        let virtualSize = header.capacity.saturatingTimes(VMDKHeader.sector)
        try reader.requireVirtualSize(virtualSize, of: .vmdk)
        try checkTables(header, reader)
        return ImageFacts(
            format: .vmdk,
            fileSize: reader.size,
            virtualSize: virtualSize,
            clusterSize: header.grainSize * VMDKHeader.sector,
            subformat: header.isCompressed ? "streamOptimized" : "monolithicSparse"
        )
    }

    private static func checkShape(_ header: VMDKHeader) throws(ImageRefusal) {
        guard (1...3).contains(header.version) else {
            throw .unsupportedVersion(.vmdk, UInt64(header.version))
        }
        // A header without capacity makes readers follow the extents that its descriptor names.
        guard header.capacity > 0 else {
            throw .field(.vmdk, name: "capacity", value: 0, rule: "more than 0")
        }
        guard header.grainSize.isPowerOfTwo, header.grainSize <= largestGrain else {
            throw .field(
                .vmdk,
                name: "grainSize",
                value: header.grainSize,
                rule: "a power of two up to \(largestGrain)"
            )
        }
        guard (1...512).contains(header.entriesPerTable) else {
            throw .field(.vmdk, name: "numGTEsPerGT", value: UInt64(header.entriesPerTable), rule: "1 to 512")
        }
        guard header.compression <= 1 else {
            throw .field(.vmdk, name: "compressAlgorithm", value: UInt64(header.compression), rule: "0 or 1")
        }
        guard header.newlineCheck == [0x0A, 0x20, 0x0D, 0x0A] else {
            throw .malformed(.vmdk, "its line ends were changed in transfer")
        }
        guard header.descriptorOffset == 1 else {
            throw .field(.vmdk, name: "descriptorOffset", value: header.descriptorOffset, rule: "1")
        }
        let descriptorLength = header.descriptorSize.saturatingTimes(VMDKHeader.sector)
        guard descriptorLength > 0, descriptorLength <= largestDescriptor else {
            throw .field(
                .vmdk,
                name: "descriptorSize",
                value: header.descriptorSize,
                rule: "1 to \(largestDescriptor / VMDKHeader.sector)"
            )
        }
    }

    /// The header at the end of a stream, which takes the first one's place, and so must not say anything else.
    private static func footer(
        of header: VMDKHeader,
        _ reader: inout ImageReader
    ) throws(ImageRefusal) -> VMDKHeader {
        guard reader.size % VMDKHeader.sector == 0, reader.size >= 2048 else {
            throw .malformed(.vmdk, "it ends without a footer")
        }
        let end = try reader.read("footer", of: .vmdk, at: reader.size - 1536, count: 1536)
        let size = try end.little32(8)
        let marker = try end.little32(12)
        guard size == 0, marker == 3, try end.isZero(1024, 16), end.has("KDMV", at: 512) else {
            throw .malformed(.vmdk, "it ends without a footer")
        }
        let footer = try VMDKHeader(end, at: 512)
        guard header.agrees(with: footer), footer.grainDirectory != VMDKHeader.atEnd else {
            throw .malformed(.vmdk, "its footer contradicts its header")
        }
        return footer
    }

    private static func readDescriptor(
        _ header: VMDKHeader,
        _ reader: inout ImageReader
    ) throws(ImageRefusal) -> ImageBytes {
        let length = Int(header.descriptorSize * VMDKHeader.sector)
        let descriptor = try reader.read("descriptor", of: .vmdk, at: VMDKHeader.sector, count: length)
        let searched = try reader.readAvailable(at: VMDKHeader.sector, count: parentSearchLength)
        let words = VMDKDescriptor.lowercased(searched)
        let hint = Array("parentfilenamehint".utf8)
        for start in words.indices where words[start] == hint[0] && words[start...].starts(with: hint) {
            throw .backingFile(.vmdk)
        }
        return descriptor
    }

    private static func checkTables(_ header: VMDKHeader, _ reader: ImageReader) throws(ImageRefusal) {
        let sector = VMDKHeader.sector
        let length = header.directoryLength
        guard length <= largestDirectory else {
            throw .field(
                .vmdk,
                name: "capacity",
                value: header.capacity,
                rule: "addressed by a grain directory of at most \(largestDirectory) bytes"
            )
        }
        let offset = header.grainDirectory.saturatingTimes(sector)
        try reader.require("grain directory", of: .vmdk, at: offset, length: length)
        if header.hasRedundantDirectory {
            let offset = header.redundantDirectory.saturatingTimes(sector)
            try reader.require("redundant grain directory", of: .vmdk, at: offset, length: length)
        }
        try reader.require("metadata", of: .vmdk, at: 0, length: header.overhead.saturatingTimes(sector))
    }
}
