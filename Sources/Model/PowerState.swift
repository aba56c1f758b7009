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
