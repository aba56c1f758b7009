internal import Hypervisor
internal import Libvirt
internal import Model

extension HypervisorEvent {
    /// What a domain's event means to an agent; nil for one that it does not act on.
    init?(_ event: DomainEvent) {
        let server = ID<Server>(event.uuid)
        switch event.change {
        case .started, .resumed: self = .started(server)
        case .stopped, .shutdown, .crashed, .suspended: self = .stopped(server)
        case .undefined: self = .undefined(server)
        case .rebooted: self = .rebooted(server)
        default: return nil
        }
    }
}
