/// The footer of a VHD, at the end of the file, and copied to the start of all but fixed ones
/// (Microsoft's Virtual Hard Disk Image Format Specification 1.0, "Hard Disk Footer Format").
struct VHDFooter: Sendable, Hashable {
    static let length = 512
    private static let checksumOffset = 64

    /// The geometry of a disk too large to have one (65535 cylinders, 16 heads, 255 sectors): it says nothing.
    private static let largestGeometry: UInt32 = 0xFFFF_10FF

    let version: UInt32
    let headerOffset: UInt64
    let currentSize: UInt64
    let geometry: UInt32
    let kind: UInt32
    let isSaved: Bool

    init(_ bytes: ImageBytes) throws(ImageRefusal) {
        guard bytes.has("conectix", at: 0), VHDChecksum.isRight(bytes.bytes, at: Self.checksumOffset) else {
            throw .malformed(.vhd, "its footer is damaged")
        }
        version = try bytes.big32(12)
        headerOffset = try bytes.big64(16)
        currentSize = try bytes.big64(48)
        geometry = try bytes.big32(56)
        kind = try bytes.big32(60)
        isSaved = try !bytes.isZero(84, 1)
    }

    /// Readers take one or the other for the size, by the name of the tool that wrote the file.
    var virtualSize: UInt64 {
        guard geometry != Self.largestGeometry else { return currentSize }
        let (cylinders, heads, sectors) = (geometry >> 16, geometry >> 8 & 0xFF, geometry & 0xFF)
        return max(currentSize, UInt64(cylinders) * UInt64(heads) * UInt64(sectors) * 512)
    }

    static func isFooter(_ bytes: [UInt8]) -> Bool {
        bytes.count == length && bytes.starts(with: "conectix".utf8) && VHDChecksum.isRight(bytes, at: checksumOffset)
    }
}
