internal import Model
internal import Store

/// That an image was deleted whose file may still be there. It is put in the transaction that removes the image's record:
/// a file without either is nobody's to remove, as its record may lie in another database.
struct ImageRemoval: Record, Hashable {
    static let prefix = "images/removals/"

    let image: ID<Image>
}
