/// A GUID as VHDX stores it, by its usual text.
enum VHDXIdentifier {
    static let blockTableRegion = "2DC27766-F623-4200-9D64-115E9BFD4A08"
    static let metadataRegion = "8B7CA206-4790-4B9A-B8FE-575F050F886E"
    static let fileParameters = "CAA16737-FA36-4D43-B3B6-33F0AA44E76B"
    static let virtualDiskSize = "2FA54224-CD1B-4876-B211-5DBED83BF4B8"
    static let virtualDiskIdentifier = "BECA12AB-B2E6-4523-93EF-C309E000C746"
    static let logicalSectorSize = "8141BF1D-A96F-4709-BA47-F233A8FAAB5F"
    static let physicalSectorSize = "CDA348C7-445D-4471-9CC9-E9885251C556"
    static let parentLocator = "A8D35F2D-B30B-454D-ABF7-D3D84834AB0C"

    static let knownMetadata: Set<String> = [
        fileParameters, virtualDiskSize, virtualDiskIdentifier, logicalSectorSize, physicalSectorSize, parentLocator,
    ]

    /// The text of the GUID at an offset: its first three parts are little-endian.
    static func read(_ bytes: ImageBytes, at offset: Int) throws(ImageRefusal) -> String {
        let stored = Array(try bytes.slice(offset, 16))
        let ordered = [
            stored[0..<4].reversed(), stored[4..<6].reversed(), stored[6..<8].reversed(),
            Array(stored[8..<10]), Array(stored[10..<16]),
        ]
        return ordered.map { $0.map(hexadecimal).joined() }.joined(separator: "-")
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}
