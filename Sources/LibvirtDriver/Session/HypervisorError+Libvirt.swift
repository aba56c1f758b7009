internal import DomainXML
internal import Hypervisor
internal import Libvirt
internal import Model

/// What libvirt's errors mean to an agent: the one place that says so.
extension HypervisorError {
    /// - Parameter server: the machine that was asked about, where it was one.
    init(_ error: any Error, of server: ID<Server>? = nil) {
        switch error {
        case let error as HypervisorError: self = error
        case let error as LibvirtError: self.init(error, of: server)
        case let error as Silence: self = .unreachable(String(describing: error))
        case let error as XMLReadError: self = .failed(error.reason)
        default: self = .failed(String(describing: error))
        }
    }

    /// Source: libvirt's "Error handling" (https://libvirt.org/html/libvirt-virterror.html).
    private init(_ error: LibvirtError, of server: ID<Server>?) {
        if error.isConnectionLost {
            self = .unreachable(error.message)
            return
        }
        switch error.code {
        case .noDomain:
            self = server.map { .noSuchMachine($0) } ?? .failed(error.description)
        // The host has no such function, or will never take this definition.
        case .configurationUnsupported, .operationUnsupported, .argumentUnsupported, .noSupport, .xmlError,
            .xmlDetail, .xmlInvalidSchema, .cpuIncompatible, .invalidArgument, .noNWFilter, .operationDenied,
            .accessDenied, .authenticationFailed:
            self = .refused(error.description)
        default:
            self = .failed(error.description)
        }
    }
}
