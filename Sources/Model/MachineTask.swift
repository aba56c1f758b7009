/// Something a host shall do once with a machine.
package struct MachineTask: Codable, Hashable, Sendable {
    package enum Kind: Codable, Hashable, Sendable {
        /// The guest is asked to restart; after so many seconds it is restarted the hard way.
        case rebootSoft(graceSeconds: Int)
        case rebootHard
    }

    package var id: ID<MachineTask>
    package var kind: Kind

    package init(id: ID<MachineTask>, kind: Kind) {
        self.id = id
        self.kind = kind
    }
}

/// How far a host is with a task.
package enum MachineTaskState: Codable, Hashable, Sendable {
    case accepted
    /// Begun during that boot of the host's agent; after a crash each kind says what this means.
    case started(bootID: String)
    case done
    case failed(Fault)

    package var isFinished: Bool {
        switch self {
        case .accepted, .started: false
        case .done, .failed: true
        }
    }
}
