import CLibvirt

/// What happened to a domain, and why.
///
/// Source: https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainEventType
package enum DomainChange: Sendable, Equatable {
    case defined(DefinedDetail)
    case undefined(UndefinedDetail)
    case started(StartedDetail)
    case suspended(SuspendedDetail)
    case resumed(ResumedDetail)
    /// The domain's process is gone.
    case stopped(StoppedDetail)
    /// The guest has shut down; `stopped` follows when the process is gone.
    case shutdown(ShutdownDetail)
    case pmSuspended(PMSuspendedDetail)
    case crashed(CrashedDetail)
    /// The guest was reset, by itself or from outside; the process lives on.
    case rebooted
    case deviceAdded(alias: String)
    /// The guest has let go of the device, and it is out of the domain: the only proof that a detach has worked.
    case deviceRemoved(alias: String)
    /// The guest refused to let the device go.
    case deviceRemovalFailed(alias: String)
    /// A kind of event that this version does not know.
    case unknown(event: Int32, detail: Int32)

    init(lifecycle event: Int32, detail: Int32) {
        self =
            switch virDomainEventType(UInt32(bitPattern: event)) {
            case VIR_DOMAIN_EVENT_DEFINED: .defined(DefinedDetail(number: detail))
            case VIR_DOMAIN_EVENT_UNDEFINED: .undefined(UndefinedDetail(number: detail))
            case VIR_DOMAIN_EVENT_STARTED: .started(StartedDetail(number: detail))
            case VIR_DOMAIN_EVENT_SUSPENDED: .suspended(SuspendedDetail(number: detail))
            case VIR_DOMAIN_EVENT_RESUMED: .resumed(ResumedDetail(number: detail))
            case VIR_DOMAIN_EVENT_STOPPED: .stopped(StoppedDetail(number: detail))
            case VIR_DOMAIN_EVENT_SHUTDOWN: .shutdown(ShutdownDetail(number: detail))
            case VIR_DOMAIN_EVENT_PMSUSPENDED: .pmSuspended(PMSuspendedDetail(number: detail))
            case VIR_DOMAIN_EVENT_CRASHED: .crashed(CrashedDetail(number: detail))
            default: .unknown(event: event, detail: detail)
            }
    }
}
