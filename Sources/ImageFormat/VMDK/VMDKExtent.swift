/// A line of a VMDK descriptor that says where a part of the disk lies, in lower case:
/// `rw 20480 sparse "disk.vmdk"`.
struct VMDKExtent: Sendable, Hashable {
    let access: String
    let sectors: UInt64
    let kind: String
    let file: String

    /// Nothing, if the line is not such a line.
    init?(line: String) {
        let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let words = parts[0].split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard words.count == 3, let sectors = UInt64(words[1]) else { return nil }
        let offset = parts[2].filter { $0 != " " && $0 != "\t" }
        guard offset.isEmpty || offset == "0" else { return nil }
        self.access = String(words[0])
        self.sectors = sectors
        self.kind = String(words[2])
        self.file = String(parts[1])
    }

    /// Whether the name can only mean the image's own file: no folder, no protocol.
    var namesNoPath: Bool {
        !file.isEmpty && file != "." && file != ".." && !file.contains { $0 == "/" || $0 == "\\" || $0 == ":" }
    }
}
