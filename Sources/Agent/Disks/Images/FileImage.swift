internal import ImageFormat

/// A file whose bytes the inspector judges.
struct FileImage: ImageSource {
    private let file: OpenFile
    let size: UInt64

    init(_ path: String) throws(FileFailure) {
        file = try OpenFile.reading(path)
        size = UInt64(max(0, try file.status().size))
    }

    func read(offset: UInt64, count: Int) throws -> [UInt8] {
        guard let offset = Int64(exactly: offset) else { return [] }
        return try file.read(at: offset, count: count)
    }
}
