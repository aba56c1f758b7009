/// Why an image may not be opened by any tool.
package enum ImageRefusal: Error, Sendable, Hashable {
    /// The file holds no bytes.
    case empty
    /// The bytes could not be read; the text is for the log, not for a tenant.
    case unreadable(String)
    /// Judging the image would take more reading than allowed.
    case tooMuchToRead(limit: Int)
    /// The content is not of the declared format. An empty `detected` is plain bytes.
    case declaredDiffers(declared: DiskFormat, detected: [ContentFormat])
    /// The content is of several formats at once, so that two tools could see two images.
    case severalFormats([ContentFormat])
    case unsupportedVersion(DiskFormat, UInt64)
    case unsupportedSubformat(DiskFormat, String)
    /// The image builds on another file: a backing file, a parent, a base.
    case backingFile(DiskFormat)
    /// The image keeps its data in another file.
    case externalDataFile(DiskFormat)
    /// The image names a path beside itself.
    case externalPath(DiskFormat, field: String)
    /// Bits or items that a reader must know to read the image, by number or name.
    case unknownFeatures(DiskFormat, [String])
    case encrypted(DiskFormat, method: String)
    /// The image says of itself that it is corrupt.
    case markedCorrupt(DiskFormat)
    /// The image has changes in a log that a tool would replay.
    case notCleanlyClosed(DiskFormat)
    /// A field of the header holds what it may not.
    case field(DiskFormat, name: String, value: UInt64, rule: String)
    /// A structure that the header points to is not in the file.
    case outsideFile(DiskFormat, structure: String, offset: UInt64, length: UInt64, fileSize: UInt64)
    /// The disk is larger than allowed, or negative where sizes are signed.
    case virtualSize(DiskFormat, size: UInt64, limit: UInt64)
    /// Anything else that a well-formed image does not have; continues "the image is not valid: …".
    case malformed(DiskFormat, String)
}
