/// The repair of a server by booting another image. An object, for few servers are under repair, and none shall have its
/// room.
///
/// Source: Compute API reference, "Rescue Server".
package final class ServerRescue: Codable, Hashable, Sendable {
    /// How the names of all files end that are there for a rescue only; Nova's.
    package static let fileSuffix = ".rescue"

    /// The name of the file that the rescue boots from.
    package static let diskName = "disk" + fileSuffix

    package let image: Image

    package init(image: Image) { self.image = image }

    package static func == (left: ServerRescue, right: ServerRescue) -> Bool { left.image == right.image }

    package func hash(into hasher: inout Hasher) { hasher.combine(image) }

    /// An overlay as large as the image.
    package var disk: BlockDevice { BlockDevice(name: Self.diskName, source: .image(image.id), sizeBytes: 0) }
}
