package import Demands
package import Model

/// A volume as the host has it after it was connected.
package struct AttachedVolume: Codable, Hashable, Sendable {
    package enum Source: Codable, Hashable, Sendable {
        /// A device of the host.
        case block(path: String)
        case file(path: String, format: String)
        /// Read by QEMU itself: `rbd`, …
        case network(protocol: String, name: String, hosts: [NetworkHost], auth: StorageAuth?)
    }

    package var source: Source
    /// The volume's id: what the guest reads as the disk's serial number.
    package var serial: String?
    package var usesNativeIO: Bool
    /// Where the kind of storage has a cache mode of its own.
    package var cache: String?
    /// UUID of the libvirt secret that opens a volume encrypted by LUKS; nil for a plain one.
    package var encryptionSecret: String?
    package var discards = false
    package var isReadOnly = false
    package var isShareable = false
    package var ioTune = IOTune()
    /// Bytes.
    package var logicalBlockSize: Int?
    package var physicalBlockSize: Int?

    /// 0 is what the guest boots from; nil is not booted from.
    package var bootIndex: Int?
    package var deviceType: BlockDevice.DeviceType?
    package var bus: String?
    package var deviceName: String?
    package var tag: String?

    package init(source: Source, serial: String?, usesNativeIO: Bool) {
        self.source = source
        self.serial = serial
        self.usesNativeIO = usesNativeIO
    }
}
