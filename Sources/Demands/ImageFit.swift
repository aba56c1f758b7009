package import Model

/// Whether an image fits into a flavor; the API answers 400 where it does not.
///
/// Source: Image API v2 reference, `min_ram` and `min_disk`.
package enum ImageFit {
    package static func check(image: Image, flavor: Flavor) throws(DemandConflict) {
        try checkMemory(image: image, flavor: flavor)
        try checkDisk(image: image, flavor: flavor)
    }

    static func checkMemory(image: Image, flavor: Flavor) throws(DemandConflict) {
        guard image.minRAM > flavor.memoryMiB else { return }
        throw DemandConflict(
            [setting(of: image, "min_ram", image.minRAM), setting(of: flavor, "ram", flavor.memoryMiB)],
            "the image needs more memory (MiB) than the flavor gives; choose a larger flavor")
    }

    /// A flavor with no root disk makes one as large as the image.
    static func checkDisk(image: Image, flavor: Flavor) throws(DemandConflict) {
        guard flavor.rootGiB > 0 else { return }
        let disk = setting(of: flavor, "disk", flavor.rootGiB)
        if image.minDisk > flavor.rootGiB {
            throw DemandConflict(
                [setting(of: image, "min_disk", image.minDisk), disk],
                "the image needs a larger root disk (GiB) than the flavor gives; choose a larger flavor")
        }
        if let size = image.size, size > Int64(flavor.rootGiB) << 30 {
            throw DemandConflict(
                [setting(of: image, "size", Int(size)), disk],
                "the image (bytes) is larger than the flavor's root disk (GiB); choose a larger flavor")
        }
    }

    private static func setting(of image: Image, _ key: String, _ value: Int) -> DemandSetting {
        DemandSetting(source: .image(image.name ?? image.id.value), key: key, value: String(value))
    }

    private static func setting(of flavor: Flavor, _ key: String, _ value: Int) -> DemandSetting {
        DemandSetting(source: .flavor(flavor.name), key: key, value: String(value))
    }
}
