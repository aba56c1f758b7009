/// Bytes that are no record, and where that shows.
struct RecordReadError: Error, Hashable, CustomStringConvertible {
    let reason: String
    /// In bytes from the beginning.
    let offset: Int

    var description: String { "at byte \(offset): \(reason)" }
}
