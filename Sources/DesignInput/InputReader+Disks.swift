import GuestDesign
import JSON
import Model

/// Block device mappings as the Compute API has them.
extension InputReader {
    func disks(settings: HostSettings, image: Image?) throws(DesignInputError) -> [BlockDevice] {
        let format = settings.localDiskFormat ?? "raw"
        guard let mappings = document["block_device_mappings"]?.arrayValue else {
            return image.map { [disk(named: "disk", source: .image($0.id), size: 0, format: format, JSONValue.null)] }
                ?? []
        }
        var disks: [BlockDevice] = []
        var ephemerals = 0
        for mapping in mappings where mapping["destination_type"]?.stringValue == "local" {
            let size = mapping["volume_size"]?.integerValue ?? 0
            switch (mapping["source_type"]?.stringValue, mapping["guest_format"]?.stringValue) {
            case ("image", _):
                let id = ID<Image>(try text(mapping, "image_id"))
                disks.append(disk(named: "disk", source: .image(id), size: 0, format: format, mapping))
            case ("blank", "swap"):
                disks.append(disk(named: "disk.swap", source: .swap, size: size << 20, format: format, mapping))
            case ("blank", _):
                let name = "disk.eph\(ephemerals)"
                disks.append(disk(named: name, source: .ephemeral, size: size << 30, format: format, mapping))
                ephemerals += 1
            default:
                throw wrong(
                    "block_device_mappings.source_type", mapping["source_type"], "image or blank for a local disk")
            }
        }
        return disks
    }

    private func disk(
        named name: String, source: BlockDevice.Source, size: Int64, format: String, _ mapping: JSONValue
    ) -> BlockDevice {
        BlockDevice(
            name: name, source: source, sizeBytes: size, format: format,
            bootIndex: mapping.isNull ? 0 : bootIndex(mapping),
            deviceType: deviceType(mapping) ?? .disk, bus: mapping["disk_bus"]?.stringValue,
            deviceName: mapping["device_name"]?.stringValue, tag: mapping["tag"]?.stringValue,
            guestFormat: mapping["guest_format"]?.stringValue)
    }

    func deviceType(_ mapping: JSONValue) -> BlockDevice.DeviceType? {
        mapping["device_type"]?.stringValue.flatMap(BlockDevice.DeviceType.init)
    }

    func bootIndex(_ mapping: JSONValue) -> Int? {
        mapping["boot_index"]?.integerValue.flatMap { $0 < 0 ? nil : Int($0) }
    }
}
