internal import Foundation

/// What is known of a cached image: a small file beside it, whose own date is when the image was last used.
struct CacheEntry: Codable, Hashable, Sendable {
    /// Counts up whenever the inspection judges images differently: an entry of another count is inspected again.
    static let currentRules = 1

    /// The image that it was first fetched for.
    var image: String
    /// The image's `disk_format`.
    var declared: String
    /// `raw` or `qcow2`: what every tool is told.
    var format: String
    /// Bytes that the guest sees.
    var virtualSize: Int64
    /// Bytes of the cached file.
    var size: Int64
    /// When the cached file's content was last changed, in nanoseconds since 1970.
    var modified: Int64
    var rules: Int
    /// What the cached bytes must hash to; nil where they are converted.
    var hash: ImageHash?

    func matches(_ status: FileStatus) -> Bool {
        status.isRegular && status.size == size && status.modified == modified
    }

    var encoded: [UInt8]? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return (try? encoder.encode(self)).map { Array($0) }
    }

    /// nil for bytes that are no entry: they are as good as none.
    static func decode(_ bytes: [UInt8]) -> CacheEntry? {
        try? JSONDecoder().decode(CacheEntry.self, from: Data(bytes))
    }
}
