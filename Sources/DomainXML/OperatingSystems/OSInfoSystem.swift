/// An operating system of libosinfo's database: its own devices, and those that it is like.
///
/// Source: osinfo-db's schema, `osinfo.rng`.
package struct OSInfoSystem: Hashable, Sendable {
    package struct Device: Hashable, Sendable {
        package let id: String
        /// One that is not takes away what came from those that the system is like.
        package let isSupported: Bool
    }

    package let id: String
    /// The ids of the systems that it derives from or clones.
    package let ancestors: [String]
    package let devices: [Device]

    /// The systems of one file; none where it is no such file.
    package static func all(in text: String) -> [OSInfoSystem] {
        guard let document = try? XMLReader(text, kind: "operating system") else { return [] }
        return document.all("os").compactMap { system in
            guard let id = system.attribute("id") else { return nil }
            return OSInfoSystem(
                id: id,
                ancestors: (system.all("derives-from") + system.all("clones")).compactMap { $0.attribute("id") },
                devices: system.all("devices/device").compactMap { device in
                    device.attribute("id").map {
                        Device(id: $0, isSupported: device.attribute("supported") != "false")
                    }
                })
        }
    }
}
