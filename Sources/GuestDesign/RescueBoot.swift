package import Model

/// A boot from another image to repair a server.
package struct RescueBoot: Codable, Hashable, Sendable {
    package var image: Image
    package var hasKernel: Bool
    package var hasRamdisk: Bool
    /// How its disk is read; nil for the way of the host's other local disks.
    package var format: String?

    package init(image: Image, hasKernel: Bool = false, hasRamdisk: Bool = false, format: String? = nil) {
        self.image = image
        self.format = format
        self.hasKernel = hasKernel
        self.hasRamdisk = hasRamdisk
    }

    /// Whether all of the server's disks stay and the rescue disk comes last; else it takes the first place and only
    /// the root disk stays.
    ///
    /// Source: Nova's user guide, "Rescue an instance", section "Stable device instance rescue".
    package var isStable: Bool {
        image.properties["hw_rescue_device"] != nil || image.properties["hw_rescue_bus"] != nil
    }
}
