/// The rules by which a qcow2 image is accepted (QEMU's `docs/interop/qcow2`; limits as QEMU has them).
enum Qcow2Image {
    private static let largestL1Table: UInt64 = 32 << 20
    private static let largestRefcountTable: UInt64 = 8 << 20
    private static let mostSnapshots: UInt32 = 65536
    private static let smallestSnapshotEntry: UInt64 = 40

    static func inspect(_ reader: inout ImageReader) throws(ImageRefusal) -> ImageFacts {
        let header = try Qcow2Header(&reader)
        try checkShape(header)
        try checkReferences(header)
        let extensions = try Qcow2Extensions(&reader, header: header)
        try checkFeatures(header, extensions)
        let compression = try checkCompression(header)
        try reader.requireVirtualSize(header.virtualSize, of: .qcow2)
        try checkTables(header, reader)
        return ImageFacts(
            format: .qcow2,
            fileSize: reader.size,
            virtualSize: header.virtualSize,
            clusterSize: header.clusterSize,
            qcow2: Qcow2Facts(
                version: header.version,
                internalSnapshots: header.snapshots,
                compression: compression,
                isDirty: header.has(.dirty),
                hasExtendedL2: header.has(.extendedL2),
                bitmaps: extensions.bitmaps
            )
        )
    }

    private static func checkShape(_ header: Qcow2Header) throws(ImageRefusal) {
        let leastBits: UInt32 = header.has(.extendedL2) ? 14 : 9
        guard (leastBits...21).contains(header.clusterBits) else {
            throw .field(
                .qcow2,
                name: "cluster_bits",
                value: UInt64(header.clusterBits),
                rule: "\(leastBits) to 21"
            )
        }
        if header.version == 3 {
            let isPlausible =
                header.length >= Qcow2Header.lengthOfVersion3 && header.length % 8 == 0
                && UInt64(header.length) <= header.clusterSize
            guard isPlausible else {
                throw .field(
                    .qcow2,
                    name: "header_length",
                    value: UInt64(header.length),
                    rule: "a multiple of 8 from 104 to the cluster size"
                )
            }
        }
        guard header.refcountOrder <= 6 else {
            throw .field(.qcow2, name: "refcount_order", value: UInt64(header.refcountOrder), rule: "0 to 6")
        }
    }

    /// Refuses what would make a reader open another file or ask for a key.
    private static func checkReferences(_ header: Qcow2Header) throws(ImageRefusal) {
        guard header.backingFileOffset == 0 else { throw .backingFile(.qcow2) }
        let hasRawDataFile = header.autoclearFeatures & 0b10 != 0
        guard !header.has(.externalDataFile), !hasRawDataFile else { throw .externalDataFile(.qcow2) }
        switch header.encryptionMethod {
        case 0: break
        case 1: throw .encrypted(.qcow2, method: "AES")
        case 2: throw .encrypted(.qcow2, method: "LUKS")
        default:
            throw .field(.qcow2, name: "crypt_method", value: UInt64(header.encryptionMethod), rule: "0")
        }
    }

    private static func checkFeatures(
        _ header: Qcow2Header,
        _ extensions: Qcow2Extensions
    ) throws(ImageRefusal) {
        guard !extensions.namesDataFile else { throw .externalDataFile(.qcow2) }
        guard !extensions.hasEncryptionHeader else { throw .encrypted(.qcow2, method: "LUKS") }
        let unknown = header.incompatibleFeatures & ~Qcow2Feature.known
        guard unknown == 0 else {
            let bits = (0..<64).filter { unknown >> UInt64($0) & 1 == 1 }
            throw .unknownFeatures(
                .qcow2,
                bits.map { bit in
                    extensions.featureNames[bit].map { "bit \(bit) (\($0))" } ?? "bit \(bit)"
                }
            )
        }
        guard !header.has(.corrupt) else { throw .markedCorrupt(.qcow2) }
    }

    private static func checkCompression(_ header: Qcow2Header) throws(ImageRefusal) -> Qcow2Compression {
        guard let compression = Qcow2Compression(rawValue: header.compression) else {
            throw .field(.qcow2, name: "compression_type", value: UInt64(header.compression), rule: "0 or 1")
        }
        guard header.has(.compressionType) == (compression != .zlib) else {
            throw .malformed(.qcow2, "its compression type and its compression feature bit contradict each other")
        }
        return compression
    }

    private static func checkTables(_ header: Qcow2Header, _ reader: ImageReader) throws(ImageRefusal) {
        let l1Bytes = UInt64(header.l1Entries) * 8
        let needed = header.virtualSize.unitsCovering(header.bytesPerL1Entry)
        guard l1Bytes <= largestL1Table, UInt64(header.l1Entries) >= needed else {
            throw .field(
                .qcow2,
                name: "l1_size",
                value: UInt64(header.l1Entries),
                rule: "\(needed) to \(largestL1Table / 8) for a disk of \(header.virtualSize) bytes"
            )
        }
        if header.l1Entries > 0 {
            try checkTable("L1 table", "l1_table_offset", header.l1Offset, l1Bytes, header, reader)
        }

        let refcountBytes = UInt64(header.refcountTableClusters).saturatingTimes(header.clusterSize)
        guard refcountBytes > 0, refcountBytes <= largestRefcountTable else {
            throw .field(
                .qcow2,
                name: "refcount_table_clusters",
                value: UInt64(header.refcountTableClusters),
                rule: "1 to \(largestRefcountTable / header.clusterSize)"
            )
        }
        let offset = header.refcountTableOffset
        try checkTable("refcount table", "refcount_table_offset", offset, refcountBytes, header, reader)

        guard header.snapshots <= mostSnapshots else {
            throw .field(
                .qcow2,
                name: "nb_snapshots",
                value: UInt64(header.snapshots),
                rule: "at most \(mostSnapshots)"
            )
        }
        if header.snapshots > 0 {
            let bytes = UInt64(header.snapshots) * smallestSnapshotEntry
            try checkTable("snapshot table", "snapshots_offset", header.snapshotsOffset, bytes, header, reader)
        }
    }

    /// A table starts on a cluster behind the header's and is wholly in the file.
    private static func checkTable(
        _ structure: String,
        _ field: String,
        _ offset: UInt64,
        _ length: UInt64,
        _ header: Qcow2Header,
        _ reader: ImageReader
    ) throws(ImageRefusal) {
        guard offset >= header.clusterSize, offset % header.clusterSize == 0 else {
            throw .field(
                .qcow2,
                name: field,
                value: offset,
                rule: "a multiple of the cluster size (\(header.clusterSize)) behind the header"
            )
        }
        try reader.require(structure, of: .qcow2, at: offset, length: length)
    }
}
