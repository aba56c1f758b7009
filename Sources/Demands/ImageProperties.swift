import Model

/// An image's properties under their present names.
///
/// Source: Glance's "Useful image properties"; the older names are those that Nova still reads.
struct ImageProperties {
    private let values: [String: String]

    init(_ properties: [String: String]) {
        var values = properties
        for (old, new) in Self.formerNames where values[new] == nil {
            values[new] = properties[old]
        }
        self.values = values
    }

    subscript(_ key: String) -> String? { values[key] }

    var keys: some Collection<String> { values.keys }

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
