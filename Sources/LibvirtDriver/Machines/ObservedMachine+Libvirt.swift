internal import Hypervisor
internal import Libvirt
internal import Model

extension ObservedMachine {
    init(_ domain: Domain, _ state: DomainState, mark: PlacementMark?) {
        self.init(uuid: ID(domain.uuid), name: domain.name, state: State(state), mark: mark)
    }
}

extension ObservedMachine.State {
    /// What a domain's state and its reason mean.
    ///
    /// A guest is never taken for off while it may be writing to its disks: what libvirt does not tell counts as
    /// running.
    ///
    /// Source: https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainState
    init(_ state: DomainState) {
        switch state {
        case .running, .blocked, .none, .unknown: self = .running
        // The guest has ended, its process not yet.
        case .shuttingDown: self = .running
        // QEMU stopped a guest that panicked, or that it cannot run on.
        case .paused(.crashed): self = .crashed
        case .paused(.ioError): self = .stalled
        // Also one that sleeps by its own wish: it keeps its memory and does nothing.
        case .paused, .pmSuspended: self = .paused
        // QEMU died without having been asked to.
        case .off(.crashed): self = .crashed
        // `failed`: it could not be started and is as off as before.
        case .off: self = .off
        case .crashed: self = .crashed
        }
    }
}
