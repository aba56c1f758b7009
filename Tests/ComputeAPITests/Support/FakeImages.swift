import Cloud
import Model

/// One image that every project sees.
struct FakeImages: Images {
    static let image = Image(
        id: ID("70a599e0-31e7-49b7-b260-868f441e862b"),
        name: "cirros",
        owner: nil,
        status: .active,
        size: 1 << 20,
        diskFormat: "qcow2",
        containerFormat: "bare"
    )

    func image(_ id: ID<Image>, for caller: Caller) async throws(CloudError) -> Image {
        guard id == Self.image.id else { throw .notFound(kind: "Image", id: id.value) }
        return Self.image
    }
}
