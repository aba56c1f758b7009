internal import Hypervisor
internal import Libvirt
internal import Model

extension HypervisorEvent {
    /// Nil for what changes neither a machine's power nor whether it is defined.
    init?(_ event: DomainEvent) {
        let server = ID<Server>(event.uuid)
        switch event.change {
        // A guest that goes on, for instance one that was started paused, runs.
        case .started, .resumed: self = .started(server)
        // What became of one that crashed or was paused, its state tells.
        case .stopped, .crashed, .suspended, .pmSuspended: self = .stopped(server)
        case .rebooted: self = .rebooted(server)
        case .undefined(.renamed): return nil
        case .undefined: self = .undefined(server)
        // The process is still there; `stopped` follows.
        case .shutdown: return nil
        case .defined, .deviceAdded, .deviceRemoved, .deviceRemovalFailed, .unknown: return nil
        }
    }
}
