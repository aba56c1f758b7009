/// One disk of a server: an entry of its block device mapping, with what was chosen for it.
///
/// Source: Compute API reference, "Create Server", `block_device_mapping_v2`.
package struct BlockDevice: Codable, Hashable, Sendable {
    package enum Source: Codable, Hashable, Sendable {
        /// A copy-on-write overlay over the image.
        case image(ID<Image>)
        /// An empty disk with a file system.
        case ephemeral
        case swap
        /// An empty disk.
        case blank
    }

    package enum DeviceType: String, Codable, Sendable { case disk, cdrom, floppy, lun }

    /// The file's name in the server's folder, Nova's: `disk`, `disk.eph0`, `disk.swap`.
    package var name: String
    package var source: Source
    /// Bytes; 0 for an image's root disk that keeps the image's size.
    package var sizeBytes: Int64
    /// The stored truth of how the file is read; it is never probed.
    package var format: String
    /// 0 is what the guest boots from; nil is not booted from.
    package var bootIndex: Int?
    package var deviceType: DeviceType
    /// The bus asked for; nil leaves it to the guest's design.
    package var bus: String?
    /// The device's name in the guest (`vda`), once chosen.
    package var deviceName: String?
    package var serial: String?
    package var tag: String?
    package var deleteOnTermination: Bool
    /// File system of an ephemeral disk.
    package var guestFormat: String?

    package init(
        name: String, source: Source, sizeBytes: Int64, format: String = "qcow2", bootIndex: Int? = nil,
        deviceType: DeviceType = .disk, bus: String? = nil, deviceName: String? = nil, serial: String? = nil,
        tag: String? = nil, deleteOnTermination: Bool = true, guestFormat: String? = nil
    ) {
        self.name = name
        self.source = source
        self.sizeBytes = sizeBytes
        self.format = format
        self.bootIndex = bootIndex
        self.deviceType = deviceType
        self.bus = bus
        self.deviceName = deviceName
        self.serial = serial
        self.tag = tag
        self.deleteOnTermination = deleteOnTermination
        self.guestFormat = guestFormat
    }
}
