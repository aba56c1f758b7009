/// What an operator may set about the embedded image service.
package struct ImageSettings: Sendable {
    /// The folder of the images' files.
    package var folder: String
    /// The largest image, in bytes.
    package var maximumBytes: Int64

    package init(folder: String, maximumBytes: Int64 = 1 << 40) {
        self.folder = folder
        self.maximumBytes = maximumBytes
    }
}
