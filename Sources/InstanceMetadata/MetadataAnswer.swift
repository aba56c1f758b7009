/// What the metadata service answers to one path.
package struct MetadataAnswer: Hashable, Sendable {
    package var content: [UInt8]
    /// `application/json` or `text/plain`.
    package var contentType: String

    package init(content: [UInt8], contentType: String) {
        self.content = content
        self.contentType = contentType
    }
}
