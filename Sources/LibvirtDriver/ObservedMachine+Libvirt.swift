internal import Hypervisor
internal import Libvirt

extension ObservedMachine.State {
    /// The only place where libvirt's domain states are read.
    ///
    /// A guest whose QEMU died or that failed to restore is off for libvirt, with a reason that tells.
    init(_ state: DomainState) {
        self =
            switch state {
            case .running, .blocked, .shuttingDown: .running
            case .paused, .pmSuspended: .paused
            case .crashed, .off(.crashed): .crashed
            case .off, .none, .unknown: .off
            }
    }
}
