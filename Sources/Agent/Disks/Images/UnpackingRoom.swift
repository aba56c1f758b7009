internal import Hypervisor
internal import Logging
internal import Synchronization

/// What images may fill when they are unpacked. Compressed, a small file may hold as many bytes as its disk has: neither one
/// nor many of them, at once or one after another, may take the room from the disks of guests.
final class UnpackingRoom: Sendable {
    /// The part of the file system that stays free, whatever is unpacked: a tenth.
    private static let keptFree: UInt64 = 10

    let folder: String
    let work: BlockingWork
    let logger: Logger
    /// What is being unpacked, in bytes when it is done.
    private let promised = Mutex<UInt64>(0)

    init(folder: String, work: BlockingWork, logger: Logger) {
        self.folder = folder
        self.work = work
        self.logger = logger
    }

    /// Unpacks so many bytes, if there is room for them beside what is being unpacked already.
    ///
    /// - Throws: `DiskError.noSpace` where there is not; what `unpack` throws.
    func using(_ bytes: UInt64, _ unpack: () async throws(DiskError) -> Void) async throws(DiskError) {
        let folder = folder
        let (free, size) = try await work.onFiles { () throws(FileFailure) in
            (try FileCalls.room(in: folder), try FileCalls.size(ofFileSystem: folder))
        }
        let kept = max(free / 2, size / Self.keptFree)
        let isPromised = promised.withLock { promised in
            let (sum, isTooMuch) = promised.addingReportingOverflow(bytes)
            guard !isTooMuch, kept <= free, sum <= free - kept else { return false }
            promised = sum
            return true
        }
        guard isPromised else {
            logger.error(
                "an image is too large to be unpacked",
                metadata: ["folder": "\(folder)", "bytes": "\(bytes)", "free": "\(free)"])
            throw .noSpace(
                "The host has no room to unpack the image's disk of \(bytes) bytes. "
                    + "An image in the format qcow2 need not be unpacked.")
        }
        defer { promised.withLock { $0 -= bytes } }
        try await unpack()
    }
}
