/// Finds every format that the bytes of a file match.
enum ContentDetection {
    private static let headLength = 4608
    private static let sector = 512

    /// All matching formats, in the order of `ContentFormat.allCases`; none for plain bytes without partitions.
    static func detect(_ reader: inout ImageReader) throws(ImageRefusal) -> [ContentFormat] {
        let head = try reader.readAvailable(at: 0, count: headLength)
        let volume = try reader.readAvailable(at: 0x8001, count: 5)
        let tail =
            reader.size >= UInt64(sector) ? try reader.readAvailable(at: reader.size - 512, count: sector) : []

        var found = Set(ContentSignature.atStart.filter { $0.matches(head) }.map(\.format))
        if ContentSignature.isoVolumes.contains(where: { $0.matches(volume, from: 0x8001) }) {
            found.insert(.iso)
        }
        if isVMDKDescriptor(head) {
            found.insert(.vmdk)
        }
        if VHDFooter.isFooter(tail) {
            found.insert(.vhd)
        }
        if isDMGTrailer(tail) {
            found.insert(.dmg)
        }
        if hasPartitions(head) {
            found.insert(.mbr)
        }
        if found.isSubset(of: [.iso, .mbr]), ContentSignature.gptOfLargeSectors.matches(head) {
            found.insert(.gpt)
        }
        return ContentFormat.allCases.filter(found.contains)
    }

    /// A text that QEMU's VMDK probe takes for a descriptor: comments and blank lines, then a version.
    private static func isVMDKDescriptor(_ head: [UInt8]) -> Bool {
        guard let first = head.first, "#v \r\n".utf8.contains(first) else { return false }
        for line in head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
            if line.first == UInt8(ascii: "#") {
                if VMDKDescriptor.lowercased(line).starts(with: "# disk descriptorfile".utf8) { return true }
                continue
            }
            if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
            return line.starts(with: "version=".utf8)
        }
        return false
    }

    /// The trailer of an Apple disk image, which says its own length.
    private static func isDMGTrailer(_ tail: [UInt8]) -> Bool {
        tail.starts(with: "koly".utf8) && tail.dropFirst(8).starts(with: [0, 0, 2, 0])
    }

    /// A boot signature with four entries of which each is well formed and at least one is in use.
    ///
    /// A file system's own boot sector has the signature too; its code seldom looks like entries.
    private static func hasPartitions(_ head: [UInt8]) -> Bool {
        guard head.count >= sector, head[510] == 0x55, head[511] == 0xAA else { return false }
        let entries = stride(from: 446, to: 510, by: 16).map { head[$0..<$0 + 16] }
        let wellFormed = entries.allSatisfy { $0.first == 0 || $0.first == 0x80 }
        let used = entries.contains { entry in
            entry.dropFirst(4).first != 0 && entry.dropFirst(12).contains { $0 != 0 }
        }
        return wellFormed && used
    }
}
