/// What the host last saw of a machine.
package enum MachineObservation: Codable, Hashable, Sendable {
    case running
    case paused
    case off
    case crashed
    /// The host knows no such machine.
    case missing
    /// Removed as asked, with all that belonged to it.
    case gone
    /// The host's libvirt does not answer since then; nothing follows from it.
    case unknown(since: Timestamp)
}
