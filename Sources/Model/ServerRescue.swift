/// The repair of a server by booting another image. An object, for few servers are under repair, and none shall have its
/// room.
///
/// Source: Compute API reference, "Rescue Server".
package final class ServerRescue: Codable, Hashable, Sendable {
    /// The name of the file that the rescue boots from, Nova's.
    package static let diskName = "disk.rescue"

    package let image: Image

    package init(image: Image) { self.image = image }

    package static func == (left: ServerRescue, right: ServerRescue) -> Bool { left.image == right.image }

    package func hash(into hasher: inout Hasher) { hasher.combine(image) }

    /// An overlay as large as the image.
    package var disk: BlockDevice { BlockDevice(name: Self.diskName, source: .image(image.id), sizeBytes: 0) }
}
