/// Values of image properties as they were written once, in their present spelling.
///
/// Source: Nova's `nova/objects/fields.py`, how the fields of these properties take their values.
enum FormerSpelling {
    static func present(_ value: String, of key: String) -> String {
        switch key {
        case "hw_architecture", "hw_emulation_architecture": lowered(value, architectures)
        case "hw_scsi_model": lowered(value, scsiModels)
        case "hw_vif_model": lowered(value, nicModels)
        case "os_type": lowered(value)
        default: value
        }
    }

    private static func lowered(_ value: String, _ others: [String: String] = [:]) -> String {
        let lower = value.lowercased()
        return others[lower] ?? lower
    }

    private static let architectures = [
        "amd64": "x86_64", "i386": "i686", "i486": "i686", "i586": "i686", "x86_32": "i686", "x86_32p": "i686",
    ]

    /// VMware's names of its adapters, which are QEMU's under other names.
    private static let scsiModels = ["lsilogicsas": "lsisas1068", "paravirtual": "vmpvscsi"]

    /// VMware's names of cards that QEMU has too; it has no `VirtualVmxnet`.
    private static let nicModels = [
        "virtuale1000": "e1000", "virtuale1000e": "e1000e", "virtualpcnet32": "pcnet", "virtualvmxnet3": "vmxnet3",
    ]
}
