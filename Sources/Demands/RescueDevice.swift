/// What a rescue image appears as in the guest.
package enum RescueDevice: String, Codable, Hashable, Sendable, CaseIterable {
    case disk, cdrom, floppy, lun
}
