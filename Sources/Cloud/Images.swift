package import Model

/// The image service, as far as a server needs it.
package protocol Images: Sendable {
    /// - Throws: `CloudError.notFound` where the caller cannot see such an image.
    func image(_ id: ID<Image>, for caller: Caller) async throws(CloudError) -> Image
}
