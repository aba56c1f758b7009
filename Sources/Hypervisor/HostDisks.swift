package import Model

/// The host's files for machines: cached images and each machine's folder.
///
/// Every call is find-or-make (or unmake), safe to repeat, and leaves nothing half-made under a final name.
package protocol HostDisks: Sendable {
    /// Binds the host's files to the cluster, at the first call for ever.
    ///
    /// - Throws: `DiskError.failed` where they belong to another cluster: its machines must not be taken for ours.
    func bind(to cluster: String) async throws(DiskError)

    /// The machine's folder, made if absent.
    func makeFolder(_ server: ID<Server>) async throws(DiskError)

    /// The image in the cache, fetched once however many ask at a time.
    ///
    /// - Returns: how its bytes are to be read, as our own inspection found it.
    func cacheImage(_ image: Image) async throws(DiskError) -> CachedImage

    /// Makes the disk if absent: an overlay over the image, or a file with a file system or swap area.
    func makeDisk(_ disk: BlockDevice, of server: ID<Server>, over image: CachedImage?) async throws(DiskError)

    /// Writes the config drive's files as an ISO 9660 image with the label `config-2`, if absent.
    func makeConfigDrive(_ files: [GuestFile], of server: ID<Server>, named name: String) async throws(DiskError)

    /// Removes those of the machine's disks that are there.
    func removeDisks(_ names: [String], of server: ID<Server>) async throws(DiskError)

    /// Which disks of the machine there are, by name.
    func disks(of server: ID<Server>) async throws(DiskError) -> Set<String>

    /// Removes the folder with all in it; does nothing where there is none.
    func removeFolder(_ server: ID<Server>) async throws(DiskError)

    /// Folders that look like machines' (`instances/<uuid>`), for finding orphans.
    func folders() async throws(DiskError) -> [ID<Server>]

    /// The last part of the console's log, at most so many bytes; empty where the guest has written nothing.
    func consoleLog(of server: ID<Server>, lastBytes: Int) async throws(DiskError) -> [UInt8]

    /// Reads every cached image whole and forgets those that are not what they were fetched as: the next that asks for one
    /// fetches it again.
    ///
    /// - Returns: the names of the files that were forgotten.
    @discardableResult
    func verifyCache() async throws(DiskError) -> [String]

    /// Removes cached images that no machine has used for so long.
    func pruneCache(unusedFor age: Duration) async throws(DiskError)
}

/// An image of the cache.
package struct CachedImage: Hashable, Sendable {
    /// The file, absolute.
    package var path: String
    /// `raw` or `qcow2`: what the inspection found, stored beside the file.
    package var format: String
    /// Bytes that the guest sees.
    package var virtualSize: Int64

    package init(path: String, format: String, virtualSize: Int64) {
        self.path = path
        self.format = format
        self.virtualSize = virtualSize
    }
}

/// A file that a guest is given.
package struct GuestFile: Hashable, Sendable {
    /// Relative to the drive's root.
    package var path: String
    package var content: [UInt8]

    package init(path: String, content: [UInt8]) {
        self.path = path
        self.content = content
    }
}

/// Why a disk could not be made.
package enum DiskError: Error, Hashable, CustomStringConvertible {
    /// The image is refused for what is in it; the text is fit for its owner.
    case imageRefused(String)
    /// The image's bytes could not be had, or were not what the image service says they are.
    case imageUnavailable(String)
    case noSpace(String)
    /// For the log.
    case failed(String)

    package var description: String {
        switch self {
        case .imageRefused(let text), .imageUnavailable(let text), .noSpace(let text), .failed(let text): text
        }
    }
}
