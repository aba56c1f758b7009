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

/// The API's `OS-EXT-STS:power_state`.
///
/// Source: Nova, `nova/compute/power_state.py`.
package enum PowerState: Int, Codable, Sendable {
    case noState = 0
    case running = 1
    case paused = 3
    case shutdown = 4
    case crashed = 6
    case suspended = 7
}

extension MachineObservation {
    package var powerState: PowerState {
        switch self {
        case .running: .running
        case .paused: .paused
        case .off: .shutdown
        case .crashed: .crashed
        case .missing, .gone, .unknown: .noState
        }
    }
}
