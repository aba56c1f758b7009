/// A device of libosinfo's database.
///
/// Source: osinfo-db's schema, `osinfo.rng`.
package struct OSInfoDevice: Hashable, Sendable {
    package let id: String
    /// `net`, `block`, `video` and so on.
    package let kind: String
    /// For most the name that QEMU has for it.
    package let name: String

    /// The devices of one file; none where it is no such file.
    package static func all(in text: String) -> [OSInfoDevice] {
        guard let document = try? XMLReader(text, kind: "device") else { return [] }
        return document.all("device").compactMap { device in
            guard let id = device.attribute("id"), let kind = device.text("class"), let name = device.text("name")
            else { return nil }
            return OSInfoDevice(id: id, kind: kind, name: name)
        }
    }
}
