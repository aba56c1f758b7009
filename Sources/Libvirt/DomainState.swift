import CLibvirt

/// What a domain does, and why.
///
/// Source: https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainState
package enum DomainState: Sendable, Equatable {
    case none
    case running(RunningReason)
    /// Waiting for a resource; the guest counts as running.
    case blocked
    case paused(PausedReason)
    /// The guest is shutting down; its process is still there.
    case shuttingDown
    case off(OffReason)
    /// The guest crashed and its process was kept or is gone, as `on_crash` says.
    case crashed
    /// The guest put itself to sleep.
    case pmSuspended
    /// A state that this version does not know.
    case unknown(Int32)

    init(state: Int32, reason: Int32) {
        self =
            switch virDomainState(UInt32(bitPattern: state)) {
            case VIR_DOMAIN_NOSTATE: .none
            case VIR_DOMAIN_RUNNING: .running(RunningReason(number: reason))
            case VIR_DOMAIN_BLOCKED: .blocked
            case VIR_DOMAIN_PAUSED: .paused(PausedReason(number: reason))
            case VIR_DOMAIN_SHUTDOWN: .shuttingDown
            case VIR_DOMAIN_SHUTOFF: .off(OffReason(number: reason))
            case VIR_DOMAIN_CRASHED: .crashed
            case VIR_DOMAIN_PMSUSPENDED: .pmSuspended
            default: .unknown(state)
            }
    }
}
