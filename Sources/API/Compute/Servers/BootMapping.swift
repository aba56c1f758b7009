internal import JSON

/// `block_device_mapping_v2`, of which one form is served: the image's own local root disk.
///
/// Source: Compute API reference, "Create Server", `block_device_mapping_v2`.
enum BootMapping {
    /// The image that the mapping boots from; nil where there is no mapping.
    ///
    /// - Throws: 400 for any other mapping: volumes, snapshots, further disks.
    static func image(_ fields: inout Fields) throws(APIError) -> String? {
        if let legacy = fields.optional("block_device_mapping"), legacy != [], !legacy.isNull {
            throw refusal("'block_device_mapping' attaches volumes")
        }
        guard let devices = try fields.objects("block_device_mapping_v2"), !devices.isEmpty else { return nil }
        guard devices.count == 1, var device = devices.first else { throw refusal("it has \(devices.count) disks") }
        let source = try device.string("source_type")
        let destination = try device.optionalString("destination_type") ?? "local"
        guard source == "image", destination == "local" else {
            throw refusal("its disk is from '\(source)' to '\(destination)'")
        }
        let index = try device.optionalInteger("boot_index", in: -1...Int.max) ?? 0
        guard index == 0 else { throw refusal("its 'boot_index' is \(index)") }
        guard let image = try device.optionalUUID("uuid") else { throw refusal("its 'uuid' is missing") }
        // A local disk goes with its server whatever is asked, and clients send their default.
        _ = try device.optionalBool("delete_on_termination")
        for name in ["device_name", "volume_size", "disk_bus", "device_type", "guest_format", "tag", "volume_type"] {
            guard let value = device.optional(name), !value.isNull else { continue }
            throw refusal("its '\(name)' cannot be chosen for a root disk from an image")
        }
        try device.finish()
        return image
    }

    private static func refusal(_ reason: String) -> APIError {
        .badRequest(
            "Block Device Mapping is Invalid: \(reason); only one disk from an image (source_type 'image', "
                + "destination_type 'local', boot_index 0) is served."
        )
    }
}
