/// What the guest starts from.
package enum FirmwareType: String, Codable, Hashable, Sendable, CaseIterable {
    case bios, uefi
}
