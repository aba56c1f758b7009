package import Cloud
package import Model

/// An image service with one image that everybody may use.
package struct TestImages: Images {
    package static let image = Image(
        id: ID("11111111-1111-4111-8111-111111111111"), name: "tiny", owner: nil, status: .active, size: 1 << 20,
        hash: String(repeating: "a", count: 128), hashAlgorithm: "sha512", diskFormat: "qcow2", containerFormat: "bare")

    package func image(_ id: ID<Image>, for caller: Caller) async throws(CloudError) -> Image {
        guard id == Self.image.id else { throw .notFound(kind: "Image", id: id.value) }
        return Self.image
    }
}
