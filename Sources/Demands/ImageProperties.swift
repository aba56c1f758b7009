package import Model

/// An image's properties under their present names and in their present spelling.
///
/// Source: Glance's "Useful image properties"; the older names are those that Nova still reads
/// (`nova/objects/image_meta.py`).
struct ImageProperties {
    private let values: [String: String]

    init(_ properties: [String: String]) {
        var values = Self.ofAdapter(properties["vmware_adaptertype"])
        for (old, new) in Self.formerNames { values[new] = properties[old] }
        values.merge(properties) { _, present in present }
        self.values = Dictionary(
            uniqueKeysWithValues: values.map { ($0.key, FormerSpelling.present($0.value, of: $0.key)) })
    }

    subscript(_ key: String) -> String? { values[key] }

    var keys: some Collection<String> { values.keys }

    /// VMware has one property for a disk's bus and its controller's model.
    private static func ofAdapter(_ adapter: String?) -> [String: String] {
        switch adapter {
        case nil, "": [:]
        case "ide": ["hw_disk_bus": "ide"]
        case let model?: ["hw_disk_bus": "scsi", "hw_scsi_model": model]
        }
    }

    /// A present name wins over a former one.
    private static let formerNames = [
        "architecture": "hw_architecture",
        "vmware_ostype": "os_distro",
        "vm_mode": "hw_vm_mode",
        "root_device_name": "img_root_device_name",
        "hypervisor_version_requires": "img_hv_requested_version",
        "hypervisor_type": "img_hv_type",
    ]
}

extension Image {
    /// The architecture that the image is for; nil for one that does not say.
    package var architecture: String? { ImageProperties(properties)["hw_architecture"] }
}
