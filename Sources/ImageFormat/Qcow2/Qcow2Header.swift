/// The header of a qcow2 image, field by field (QEMU's `docs/interop/qcow2`, "Header").
struct Qcow2Header: Sendable {
    static let lengthOfVersion2: UInt32 = 72
    static let lengthOfVersion3: UInt32 = 104

    let version: UInt32
    let backingFileOffset: UInt64
    let clusterBits: UInt32
    let virtualSize: UInt64
    let encryptionMethod: UInt32
    let l1Entries: UInt32
    let l1Offset: UInt64
    let refcountTableOffset: UInt64
    let refcountTableClusters: UInt32
    let snapshots: UInt32
    let snapshotsOffset: UInt64
    let incompatibleFeatures: UInt64
    let autoclearFeatures: UInt64
    let refcountOrder: UInt32
    let length: UInt32
    let compression: UInt8

    /// Reads the fields; refuses only versions that have others.
    init(_ reader: inout ImageReader) throws(ImageRefusal) {
        let fixed = try reader.read("header", of: .qcow2, at: 0, count: Int(Self.lengthOfVersion2))
        version = try fixed.big32(4)
        guard version == 2 || version == 3 else {
            throw .unsupportedVersion(.qcow2, UInt64(version))
        }
        backingFileOffset = try fixed.big64(8)
        clusterBits = try fixed.big32(20)
        virtualSize = try fixed.big64(24)
        encryptionMethod = try fixed.big32(32)
        l1Entries = try fixed.big32(36)
        l1Offset = try fixed.big64(40)
        refcountTableOffset = try fixed.big64(48)
        refcountTableClusters = try fixed.big32(56)
        snapshots = try fixed.big32(60)
        snapshotsOffset = try fixed.big64(64)
        guard version == 3 else {
            incompatibleFeatures = 0
            autoclearFeatures = 0
            refcountOrder = 4
            length = Self.lengthOfVersion2
            compression = 0
            return
        }
        let more = try reader.read("header", of: .qcow2, at: 72, count: 32)
        incompatibleFeatures = try more.big64(0)
        autoclearFeatures = try more.big64(16)
        refcountOrder = try more.big32(24)
        length = try more.big32(28)
        if length > Self.lengthOfVersion3 {
            compression = try reader.read("header", of: .qcow2, at: 104, count: 1).slice(0, 1).first ?? 0
        } else {
            compression = 0
        }
    }

    var clusterSize: UInt64 {
        clusterBits < 64 ? 1 << UInt64(clusterBits) : 0
    }

    /// How many bytes of the disk one L1 entry covers.
    var bytesPerL1Entry: UInt64 {
        let l2EntrySize: UInt64 = has(.extendedL2) ? 16 : 8
        return clusterSize.saturatingTimes(clusterSize / l2EntrySize)
    }

    func has(_ feature: Qcow2Feature) -> Bool {
        incompatibleFeatures & feature.mask != 0
    }
}
