/// Who may see an image.
///
/// Source: Image API v2 reference, section "Images", `visibility`.
package enum ImageVisibility: String, Codable, Sendable, CaseIterable {
    /// Everybody; only administrators may make an image so.
    case `public`
    /// Everybody who knows its id; it is in nobody's list unless asked for.
    case community
    /// The owner's project. It could be shared with others, which this service does not do.
    case shared
    /// The owner's project.
    case `private`
}
