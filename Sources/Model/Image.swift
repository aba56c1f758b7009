/// An image as the image service describes it, reduced to what a server needs from it.
///
/// Source: Image API v2 reference, section "Show image".
package struct Image: Codable, Hashable, Sendable {
    package enum Status: String, Codable, Sendable {
        case queued, saving, active, killed, deleted, deactivated
        case pendingDelete = "pending_delete"
        case uploading, importing
    }

    package var id: ID<Image>
    package var name: String?
    package var owner: ID<Project>?
    package var status: Status
    /// Bytes of the stored file; nil before the upload.
    package var size: Int64?
    /// Digest of the stored file and its algorithm's name ("sha512"); nil before the upload.
    package var hash: String?
    package var hashAlgorithm: String?
    package var diskFormat: String?
    package var containerFormat: String?
    /// Least root disk, GiB.
    package var minDisk: Int
    /// Least memory, MiB.
    package var minRAM: Int
    /// All further properties (`hw_*`, `os_*`, `img_*`, …) as text.
    package var properties: [String: String]

    package init(
        id: ID<Image>, name: String?, owner: ID<Project>?, status: Status, size: Int64?, hash: String? = nil,
        hashAlgorithm: String? = nil, diskFormat: String?, containerFormat: String?, minDisk: Int = 0,
        minRAM: Int = 0, properties: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.owner = owner
        self.status = status
        self.size = size
        self.hash = hash
        self.hashAlgorithm = hashAlgorithm
        self.diskFormat = diskFormat
        self.containerFormat = containerFormat
        self.minDisk = minDisk
        self.minRAM = minRAM
        self.properties = properties
    }
}
