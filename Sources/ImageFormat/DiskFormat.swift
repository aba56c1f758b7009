/// The format an image is declared to have: Glance's `disk_format` values that Vireo serves.
package enum DiskFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case raw
    case qcow2
    case vmdk
    case vhd
    case vhdx
    case vdi
    case iso
    case ploop
    case ami
    case ari
    case aki

    /// Whether the bytes of the file are the bytes of the disk, so that QEMU is to be told `raw`.
    package var isPlain: Bool {
        switch self {
        case .raw, .iso, .ami, .ari, .aki: true
        case .qcow2, .vmdk, .vhd, .vhdx, .vdi, .ploop: false
        }
    }

    /// The name QEMU's block layer has for the format, to be given to `qemu-img` and libvirt.
    package var qemuName: String {
        switch self {
        case .raw, .iso, .ami, .ari, .aki: "raw"
        case .qcow2: "qcow2"
        case .vmdk: "vmdk"
        case .vhd: "vpc"
        case .vhdx: "vhdx"
        case .vdi: "vdi"
        case .ploop: "parallels"
        }
    }
}
