/// What the header extensions of a qcow2 image say (QEMU's `docs/interop/qcow2`, "Header extensions").
struct Qcow2Extensions: Sendable {
    private enum Kind {
        static let end: UInt32 = 0
        static let featureNames: UInt32 = 0x6803_F857
        static let bitmaps: UInt32 = 0x2385_2875
        static let encryption: UInt32 = 0x0537_BE77
        static let dataFile: UInt32 = 0x4441_5441
        static let backingFormat: UInt32 = 0xE279_2ACA
        static let onceOnly: Set<UInt32> = [featureNames, bitmaps, encryption, dataFile, backingFormat]
    }

    /// More than any writer makes; each costs a read.
    private static let mostExtensions = 64
    private static let featureNameLength: UInt32 = 48
    private static let mostFeatureNames: UInt32 = 64

    private(set) var namesDataFile = false
    private(set) var hasEncryptionHeader = false
    private(set) var bitmaps: UInt32 = 0

    /// Names of incompatible features by bit, in printable ASCII.
    private(set) var featureNames: [Int: String] = [:]

    /// Walks the extensions behind the header, to the end of the first cluster at most.
    init(_ reader: inout ImageReader, header: Qcow2Header) throws(ImageRefusal) {
        var offset = UInt64(header.length)
        let end = header.clusterSize
        var seen: Set<UInt32> = []
        for _ in 0..<Self.mostExtensions {
            guard offset.saturatingPlus(8) <= end else { return }
            let head = try reader.read("header extension", of: .qcow2, at: offset, count: 8)
            let kind = try head.big32(0)
            let length = try head.big32(4)
            guard kind != Kind.end else { return }
            offset += 8
            guard offset.saturatingPlus(UInt64(length)) <= end else {
                throw .field(
                    .qcow2,
                    name: "header extension length",
                    value: UInt64(length),
                    rule: "within the first cluster of \(end) bytes"
                )
            }
            if Kind.onceOnly.contains(kind), !seen.insert(kind).inserted {
                throw .malformed(.qcow2, "a header extension appears twice")
            }
            try take(kind, at: offset, length: length, &reader, header)
            offset += (UInt64(length) + 7) & ~7
        }
        throw .malformed(.qcow2, "it has more than \(Self.mostExtensions) header extensions")
    }

    private mutating func take(
        _ kind: UInt32,
        at offset: UInt64,
        length: UInt32,
        _ reader: inout ImageReader,
        _ header: Qcow2Header
    ) throws(ImageRefusal) {
        switch kind {
        case Kind.dataFile: namesDataFile = true
        case Kind.encryption: hasEncryptionHeader = true
        case Kind.bitmaps: try takeBitmaps(at: offset, length: length, &reader, header)
        case Kind.featureNames: try takeFeatureNames(at: offset, length: length, &reader)
        default: break
        }
    }

    private mutating func takeBitmaps(
        at offset: UInt64,
        length: UInt32,
        _ reader: inout ImageReader,
        _ header: Qcow2Header
    ) throws(ImageRefusal) {
        // Without its auto-clear bit the extension is stale, and readers leave it alone.
        guard header.autoclearFeatures & 1 != 0 else { return }
        guard length == 24 else {
            throw .field(.qcow2, name: "bitmaps extension length", value: UInt64(length), rule: "24")
        }
        let data = try reader.read("bitmaps extension", of: .qcow2, at: offset, count: 24)
        bitmaps = try data.big32(0)
        guard (1...65535).contains(bitmaps) else {
            throw .field(.qcow2, name: "nb_bitmaps", value: UInt64(bitmaps), rule: "1 to 65535")
        }
        try reader.require(
            "bitmap directory",
            of: .qcow2,
            at: try data.big64(16),
            length: try data.big64(8)
        )
    }

    private mutating func takeFeatureNames(
        at offset: UInt64,
        length: UInt32,
        _ reader: inout ImageReader
    ) throws(ImageRefusal) {
        let count = Int(min(length / Self.featureNameLength, Self.mostFeatureNames))
        let entryLength = Int(Self.featureNameLength)
        let table = try reader.read("feature name table", of: .qcow2, at: offset, count: count * entryLength)
        for index in 0..<count {
            let entry = try table.slice(index * entryLength, entryLength)
            guard entry.first == 0, let bit = entry.dropFirst().first else { continue }
            let name = PrintableText.make(entry.dropFirst(2).prefix { $0 != 0 })
            if !name.isEmpty {
                featureNames[Int(bit)] = name
            }
        }
    }
}
