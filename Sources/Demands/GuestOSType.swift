/// The family of the guest's operating system.
package enum GuestOSType: String, Codable, Hashable, Sendable, CaseIterable {
    case linux, windows
}
