import GuestDesign
import JSON
import Model

/// Block device mappings as the Compute API has them.
extension InputReader {
    func disks(settings: HostSettings, image: Image?) throws(DesignInputError) -> [BlockDevice] {
        let format = settings.localDiskFormat ?? "raw"
        guard let mappings = document["block_device_mappings"]?.arrayValue else {
            return try flavorDisks(image: image, format: format)
        }
        var disks: [BlockDevice] = []
        var ephemerals = 0
        for mapping in mappings where mapping["destination_type"]?.stringValue == "local" {
            let size = mapping["volume_size"]?.integerValue ?? 0
            switch (mapping["source_type"]?.stringValue, mapping["guest_format"]?.stringValue) {
            case ("image", _):
                let id = ID<Image>(try text(mapping, "image_id"))
                disks.append(try disk(named: "disk", source: .image(id), size: 0, format: format, mapping))
            case ("blank", "swap"):
                disks.append(try disk(named: "disk.swap", source: .swap, size: size << 20, format: format, mapping))
            case ("blank", _):
                let name = "disk.eph\(ephemerals)"
                disks.append(try disk(named: name, source: .ephemeral, size: size << 30, format: format, mapping))
                ephemerals += 1
            default:
                throw wrong(
                    "block_device_mappings.source_type", mapping["source_type"], "image or blank for a local disk")
            }
        }
        return disks
    }

    /// What a server gets that says nothing of disks: those of its image and its flavor.
    private func flavorDisks(image: Image?, format: String) throws(DesignInputError) -> [BlockDevice] {
        let flavor = try flavor()
        var disks: [BlockDevice] = []
        if let image { disks.append(try disk(named: "disk", source: .image(image.id), size: 0, format: format, .null)) }
        if flavor.ephemeralGiB > 0 {
            let size = Int64(flavor.ephemeralGiB) << 30
            disks.append(try disk(named: "disk.eph0", source: .ephemeral, size: size, format: format, [:]))
        }
        if flavor.swapMiB > 0 {
            let size = Int64(flavor.swapMiB) << 20
            disks.append(try disk(named: "disk.swap", source: .swap, size: size, format: format, [:]))
        }
        return disks
    }

    private func disk(
        named name: String, source: BlockDevice.Source, size: Int64, format: String, _ mapping: JSONValue
    ) throws(DesignInputError) -> BlockDevice {
        BlockDevice(
            name: name, source: source, sizeBytes: size, format: format,
            bootIndex: mapping.isNull ? 0 : bootIndex(mapping),
            deviceType: try deviceType(mapping) ?? .disk, bus: mapping["disk_bus"]?.stringValue,
            deviceName: mapping["device_name"]?.stringValue, tag: mapping["tag"]?.stringValue,
            guestFormat: mapping["guest_format"]?.stringValue)
    }

    func deviceType(_ mapping: JSONValue) throws(DesignInputError) -> BlockDevice.DeviceType? {
        guard let word = mapping["device_type"]?.stringValue else { return nil }
        guard let type = BlockDevice.DeviceType(rawValue: word) else {
            throw DesignInputError(
                reason: "'block_device_mappings.device_type' is '\(word)', it must be disk, cdrom, floppy or lun")
        }
        return type
    }

    func bootIndex(_ mapping: JSONValue) -> Int? {
        mapping["boot_index"]?.integerValue.flatMap { $0 < 0 ? nil : Int($0) }
    }
}
