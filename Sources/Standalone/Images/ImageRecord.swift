package import Model
internal import Store

/// An image of the embedded image service.
///
/// Source: Image API v2 reference, section "Images".
package struct ImageRecord: Record, Hashable {
    /// What the upload found.
    package struct Content: Codable, Hashable, Sendable {
        package let size: Int64
        /// In hexadecimal digits.
        package let md5: String
        package let sha512: String
    }

    package static let prefix = "images/records/"

    package let id: ID<Image>
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    package var project: ID<Project>?
    package var status: Image.Status = .queued
    package var attributes: ImageAttributes
    /// nil before the upload.
    package var content: Content?
    /// Which upload is under way; only that one may end it.
    var upload: String?

    package var owner: ID<Project>? { project }

    /// The image as a server needs it.
    package var image: Image {
        Image(
            id: id,
            name: attributes.name,
            owner: project,
            status: status,
            size: content?.size,
            hash: content?.sha512,
            hashAlgorithm: content == nil ? nil : "sha512",
            diskFormat: attributes.diskFormat,
            containerFormat: attributes.containerFormat,
            minDisk: attributes.minDisk,
            minRAM: attributes.minRAM,
            properties: attributes.properties
        )
    }
}
