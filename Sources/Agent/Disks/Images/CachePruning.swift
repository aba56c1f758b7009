internal import Logging
internal import Model

/// Removes what no machine uses any more from the cache.
struct CachePruning: Sendable {
    let folder: String
    let records: BaseRecords
    let logger: Logger

    /// Removes every base that no disk lies over and that was last used before that time. A base in use counts as
    /// used now. Files with other names than the cache gives are left alone.
    func run(unusedSince limit: Timestamp, now: Timestamp) throws(FileFailure) {
        let removed = try records.whileHeld { used throws(FileFailure) -> [String]? in
            guard let used else { return nil }
            var removed: [String] = []
            for file in try FileCalls.names(in: folder) where CacheName.isName(file) || PreparedBase.isName(file) {
                let path = "\(folder)/\(file)"
                let dated = CacheName.isName(file) ? ImageCache.sidecar(path) : path
                if used.contains(file) {
                    if try FileCalls.status(dated) != nil { try FileCalls.setModified(dated, now) }
                } else if try Self.wasUsed(dated, before: limit) {
                    try FileCalls.remove(path)
                    try FileCalls.remove(ImageCache.sidecar(path))
                    removed.append(file)
                }
            }
            return removed
        }
        guard let removed else {
            logger.warning("a disk has no record of what it lies over, so no cached image was removed")
            return
        }
        if !removed.isEmpty { logger.info("removed unused images", metadata: ["files": "\(removed)"]) }
    }

    /// An image without an entry is never given out, so it is unused however new it is.
    private static func wasUsed(_ path: String, before limit: Timestamp) throws(FileFailure) -> Bool {
        guard let status = try FileCalls.status(path) else { return true }
        return status.modified / 1000 < limit.microseconds
    }
}
