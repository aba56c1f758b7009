/// A device of the host that a guest gets to itself.
package enum HostDevice: Codable, Hashable, Sendable {
    case pci(PCIAddress)
    /// A mediated device by its UUID.
    case mediated(String)
}
