/// Reads structures from an image: inside the file, and within a budget, or not at all.
struct ImageReader {
    let size: UInt64
    let limits: ImageLimits
    private let source: any ImageSource
    private var budget: Int

    init(_ source: any ImageSource, limits: ImageLimits) {
        self.source = source
        self.size = source.size
        self.limits = limits
        self.budget = limits.readBudget
    }

    /// Reads a structure that must be there whole.
    mutating func read(
        _ structure: String,
        of format: DiskFormat,
        at offset: UInt64,
        count: Int
    ) throws(ImageRefusal) -> ImageBytes {
        let length = UInt64(max(count, 0))
        try require(structure, of: format, at: offset, length: length)
        return ImageBytes(bytes: try fetch(offset, Int(length)), format: format, structure: structure)
    }

    /// Reads what of a range the file has.
    mutating func readAvailable(at offset: UInt64, count: Int) throws(ImageRefusal) -> [UInt8] {
        guard offset < size, count > 0 else { return [] }
        return try fetch(offset, Int(min(UInt64(count), size - offset)))
    }

    /// Refuses a range that is not wholly inside the file.
    func require(
        _ structure: String,
        of format: DiskFormat,
        at offset: UInt64,
        length: UInt64
    ) throws(ImageRefusal) {
        guard offset.saturatingPlus(length) <= size else {
            throw .outsideFile(format, structure: structure, offset: offset, length: length, fileSize: size)
        }
    }

    /// Refuses a disk that is larger than the limit, or than QEMU's signed sizes.
    func requireVirtualSize(_ virtualSize: UInt64, of format: DiskFormat) throws(ImageRefusal) {
        let limit = min(limits.virtualSize, UInt64(Int64.max))
        guard virtualSize <= limit else {
            throw .virtualSize(format, size: virtualSize, limit: limit)
        }
    }

    private mutating func fetch(_ offset: UInt64, _ count: Int) throws(ImageRefusal) -> [UInt8] {
        guard count <= budget else {
            throw .tooMuchToRead(limit: limits.readBudget)
        }
        budget -= count
        let bytes: [UInt8]
        do {
            bytes = try source.read(offset: offset, count: count)
        } catch {
            throw .unreadable("reading \(count) bytes at \(offset): \(error)")
        }
        guard bytes.count == count else {
            throw .unreadable("reading \(count) bytes at \(offset) gave \(bytes.count)")
        }
        return bytes
    }
}
