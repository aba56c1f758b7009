/// The bus that a disk sits on in the guest.
package enum DiskBus: String, Codable, Hashable, Sendable, CaseIterable {
    case virtio, scsi, ide, sata, usb, fdc
}
