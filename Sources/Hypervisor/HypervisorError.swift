package import Model

/// Why the host could not do what the agent asked.
package enum HypervisorError: Error, Hashable, CustomStringConvertible {
    /// The monitor does not answer: nothing is known, nothing follows.
    case unreachable(String)
    case noSuchMachine(ID<Server>)
    /// The host lacks what is needed; trying again does not help. The text is for the log.
    case refused(String)
    /// It failed, for a reason that may pass. The text is for the log.
    case failed(String)

    package var description: String {
        switch self {
        case .unreachable(let reason): "the hypervisor does not answer: \(reason)"
        case .noSuchMachine(let server): "the hypervisor knows no machine \(server)"
        case .refused(let reason), .failed(let reason): reason
        }
    }

    package var isUnreachable: Bool {
        if case .unreachable = self { true } else { false }
    }
}
