/// What a client may say about an image.
package struct ImageAttributes: Codable, Hashable, Sendable {
    package var name: String?
    package var visibility: ImageVisibility = .shared
    package var isProtected = false
    package var isHidden = false
    package var diskFormat: String?
    package var containerFormat: String?
    /// Least root disk, GiB.
    package var minDisk = 0
    /// Least memory, MiB.
    package var minRAM = 0
    /// In the order in which they came, none twice.
    package var tags: [String] = []
    /// All further properties, as text.
    package var properties: [String: String] = [:]

    package init() {}
}
