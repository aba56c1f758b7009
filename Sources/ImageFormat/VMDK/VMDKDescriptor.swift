/// The text inside a VMDK that says of which extents the disk is made. Its words count in any case, so all is kept
/// in lower case.
struct VMDKDescriptor: Sendable {
    private static let accesses: Set<String> = ["rw", "rdonly", "noaccess"]
    private static let noParent = "ffffffff"

    private(set) var fields: [String: String] = [:]
    private(set) var extents: [VMDKExtent] = []

    /// Reads a descriptor of which every line is understood.
    init(_ bytes: ImageBytes) throws(ImageRefusal) {
        let text = bytes.bytes.prefix { $0 != 0 }
        guard bytes.bytes.dropFirst(text.count).allSatisfy({ $0 == 0 }), text.allSatisfy({ $0 < 0x80 }) else {
            throw .malformed(.vmdk, "its descriptor is not ASCII text")
        }
        for bytes in Self.lowercased(text).split(separator: UInt8(ascii: "\n")) {
            let line = Self.trimmed(String(decoding: bytes, as: UTF8.self))
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("ddb.") { continue }
            try take(line)
        }
    }

    private mutating func take(_ line: String) throws(ImageRefusal) {
        let firstWord = line.prefix { $0 != " " && $0 != "\t" && $0 != "=" }
        if Self.accesses.contains(String(firstWord)) {
            guard let extent = VMDKExtent(line: line) else {
                throw .malformed(.vmdk, "an extent of its descriptor is not understood")
            }
            extents.append(extent)
            return
        }
        guard let equals = line.firstIndex(of: "=") else {
            throw .malformed(.vmdk, "a line of its descriptor is not understood")
        }
        let key = Self.trimmed(String(line[..<equals]))
        var value = Self.trimmed(String(line[line.index(after: equals)...]))
        if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
            value = String(value.dropFirst().dropLast())
        }
        guard !key.isEmpty, !key.contains(" "), fields.updateValue(value, forKey: key) == nil else {
            throw .malformed(.vmdk, "a line of its descriptor is not understood or appears twice")
        }
        if key == "parentfilenamehint" {
            throw .backingFile(.vmdk)
        }
        if value.contains(where: { $0 == "/" || $0 == "\\" }) || key.hasSuffix("path") {
            throw .externalPath(.vmdk, field: PrintableText.make(key.utf8))
        }
    }

    /// The kind of disk, in lower case, if the descriptor belongs to a disk that is whole in one file.
    func requireSingleFile(capacity: UInt64, grainSize: UInt64) throws(ImageRefusal) -> String {
        guard let kind = fields["createtype"] else {
            throw .malformed(.vmdk, "its descriptor has no createType")
        }
        guard kind == "monolithicsparse" || kind == "streamoptimized" else {
            throw .unsupportedSubformat(.vmdk, PrintableText.make(kind.utf8))
        }
        guard fields["parentcid", default: Self.noParent] == Self.noParent else { throw .backingFile(.vmdk) }
        guard extents.count == 1, let extent = extents.first else {
            throw .malformed(.vmdk, "its descriptor has \(extents.count) extents instead of one")
        }
        guard extent.kind == "sparse", extent.access != "noaccess" else {
            throw .unsupportedSubformat(.vmdk, PrintableText.make("\(extent.access) \(extent.kind)".utf8))
        }
        guard extent.namesNoPath else { throw .externalPath(.vmdk, field: "extent") }
        let difference = max(extent.sectors, capacity) - min(extent.sectors, capacity)
        guard difference < grainSize else {
            throw .field(.vmdk, name: "extent size", value: extent.sectors, rule: "the capacity of \(capacity) sectors")
        }
        return kind
    }

    /// ASCII letters made small, other bytes kept.
    static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }

    private static func trimmed(_ text: String) -> String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        let start = text.drop(while: blank)
        return String(start.reversed().drop(while: blank).reversed())
    }
}
