/// The bytes of an empty qcow2 file, with or without a backing file.
///
/// Four structures make it: header, refcount table, one refcount block, and an L1 table of zeros. Starting `qemu-img`
/// for that costs a hundred times as much, and each create of a server waits for it.
///
/// Source: QEMU, `docs/interop/qcow2.txt`, version 3.
struct Qcow2Layout {
    struct Backing: Hashable, Sendable {
        /// Absolute, at most 1023 bytes: the format's limit.
        let path: String
        /// `raw` or `qcow2`.
        let format: String
    }

    private static let clusterBits = 16
    private static let clusterSize: Int64 = 1 << 16
    /// 1 PiB: half of what QEMU's limit of 32 MiB for the L1 table allows.
    private static let largestSize: Int64 = 1 << 50

    /// Bytes that the guest sees: a multiple of a sector.
    let virtualSize: Int64
    let backing: Backing?

    init(virtualSize: Int64, backing: Backing?) {
        self.virtualSize = virtualSize <= Self.largestSize ? (virtualSize + 511) & ~511 : virtualSize
        self.backing = backing
    }

    /// Whether the format can express it, and QEMU will open it.
    var isPossible: Bool {
        (512...Self.largestSize).contains(virtualSize) && (backing?.path.utf8.count ?? 0) <= 1023
    }

    /// What stands where; all between is zeros.
    var pieces: [(offset: Int64, bytes: [UInt8])] {
        let clusters = Int(fileSize / Self.clusterSize)
        return [
            (0, header),
            (refcountTable, Self.big(UInt64(refcountBlock))),
            (refcountBlock, Array(repeatElement([0, 1], count: clusters).joined())),
        ]
    }

    /// Bytes of the file.
    var fileSize: Int64 { l1Table + l1Clusters * Self.clusterSize }

    private var refcountTable: Int64 { Self.clusterSize }
    private var refcountBlock: Int64 { 2 * Self.clusterSize }
    private var l1Table: Int64 { 3 * Self.clusterSize }

    /// One entry for each L2 table, and an L2 table fills a cluster with entries of 8 bytes.
    private var l1Entries: Int64 {
        let covered = Self.clusterSize * (Self.clusterSize / 8)
        return max(1, (virtualSize + covered - 1) / covered)
    }

    private var l1Clusters: Int64 { (l1Entries * 8 + Self.clusterSize - 1) / Self.clusterSize }

    private var header: [UInt8] {
        let length = 112
        let extensions = self.extensions
        let name = Array((backing?.path ?? "").utf8)
        let nameOffset = name.isEmpty ? 0 : length + extensions.count
        var bytes: [UInt8] = Array("QFI".utf8) + [0xFB]
        bytes += Self.big(UInt32(3))
        bytes += Self.big(UInt64(nameOffset))
        bytes += Self.big(UInt32(name.count))
        bytes += Self.big(UInt32(Self.clusterBits))
        bytes += Self.big(UInt64(virtualSize))
        bytes += Self.big(UInt32(0))  // encryption: none
        bytes += Self.big(UInt32(l1Entries))
        bytes += Self.big(UInt64(l1Table))
        bytes += Self.big(UInt64(refcountTable))
        bytes += Self.big(UInt32(1))  // clusters of the refcount table
        bytes += Self.big(UInt32(0))  // snapshots
        bytes += Self.big(UInt64(0))
        bytes += [UInt8](repeating: 0, count: 24)  // incompatible, compatible, autoclear features
        bytes += Self.big(UInt32(4))  // refcounts of 1 << 4 bits
        bytes += Self.big(UInt32(length))
        bytes += [UInt8](repeating: 0, count: 8)  // compression: zlib; padding
        return bytes + extensions + name
    }

    private var extensions: [UInt8] {
        var bytes: [UInt8] = []
        if let backing {
            let format = Array(backing.format.utf8)
            bytes += Self.big(UInt32(0xE279_2ACA))
            bytes += Self.big(UInt32(format.count))
            bytes += format + [UInt8](repeating: 0, count: (8 - format.count % 8) % 8)
        }
        return bytes + [UInt8](repeating: 0, count: 8)
    }

    private static func big(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
