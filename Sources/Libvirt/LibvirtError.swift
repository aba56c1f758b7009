/// What libvirt said when a call failed.
///
/// The message may name host paths and is meant for logs and operators, never for tenants.
/// Source: https://libvirt.org/html/libvirt-virterror.html
package struct LibvirtError: Error, Sendable, Equatable {
    /// What went wrong.
    package let code: Code
    /// The part of libvirt that raised the error (a `virErrorDomain`).
    package let domain: Domain
    package let level: Level
    package let message: String

    package init(code: Code, domain: Domain = .none, level: Level = .error, message: String) {
        self.code = code
        self.domain = domain
        self.level = level
        self.message = message
    }

    /// Whether the way to libvirt's daemon is broken or was never there, so that nothing is known about the object
    /// asked for: open the connection anew and compare.
    ///
    /// The daemon's own errors come back with the domain of the driver that raised them; only the client's end of the
    /// wire speaks as RPC or REMOTE.
    package var isConnectionLost: Bool {
        switch code {
        case .invalidConnection, .noConnection:
            true
        case .internalError, .systemError, .rpc, .tls, .operationTimeout:
            domain == .rpc || domain == .remote
        default:
            false
        }
    }
}

extension LibvirtError: CustomStringConvertible {
    package var description: String {
        "libvirt error \(code.rawValue) from \(domain.rawValue): \(message)"
    }
}
