/// One file of the metadata tree, as a config drive holds it.
package struct MetadataDocument: Hashable, Sendable {
    /// Relative to the tree's root: `openstack/latest/meta_data.json`.
    package var path: String
    package var content: [UInt8]

    package init(path: String, content: [UInt8]) {
        self.path = path
        self.content = content
    }
}
