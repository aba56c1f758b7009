internal import Hypervisor
internal import Libvirt

extension HypervisorError {
    /// What an agent is told of libvirt's error.
    init(_ error: LibvirtError) {
        if error.isConnectionLost {
            self = .unreachable(error.description)
            return
        }
        switch error.code {
        case .noSupport, .configurationUnsupported, .argumentUnsupported, .xmlInvalidSchema:
            self = .refused(error.description)
        default: self = .failed(error.description)
        }
    }
}
