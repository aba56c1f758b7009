/// Why the bytes of an image were not taken.
package enum UploadRefusal: Error, Hashable {
    /// The limit in bytes.
    case tooLarge(Int64)
    /// The image was deleted meanwhile.
    case gone
}
