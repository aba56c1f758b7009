/// What can happen to a server.
package enum ServerEvent: Hashable, Sendable, CaseIterable {
    /// A client asks.
    case requested(ServerAction)
    /// A build has come to its next step.
    case building(ServerPhase.BuildStep)
    /// A reboot is under way on the host.
    case rebootStarted
    /// What was asked is done: the guest runs.
    case started
    /// What was asked is done: the guest is off.
    case stopped
    case rebooted
    /// What was asked is done: the guest runs from its rescue image.
    case rescued
    case buildFailed
    /// A start, stop, reboot or rescue, or the end of one, could not be done; the guest is as the observation says.
    case operationFailed(running: Bool)
    /// Nothing of it is left on any host.
    case gone
    /// Seen on the host while nothing was being done.
    case observed(Observed)
    /// An administrator overrides the state.
    case reset(active: Bool)

    package enum Observed: String, Sendable, CaseIterable {
        case running, off, crashed
        /// The host has no such machine any more.
        case missing
    }

    package static let allCases: [Self] =
        ServerAction.allCases.map(requested) + ServerPhase.BuildStep.allCases.map(building) + [
            .rebootStarted, .started, .stopped, .rebooted, .rescued, .buildFailed, .operationFailed(running: true),
            .operationFailed(running: false), .gone,
        ] + Observed.allCases.map(observed) + [.reset(active: true), .reset(active: false)]
}

/// What a client may ask of a server, by the names that Nova uses in its refusals.
package enum ServerAction: Hashable, Sendable, CaseIterable, Codable {
    case start, stop
    case reboot(RebootKind)
    /// Booting another image to repair the server, and the way back.
    case rescue, unrescue
    case delete

    package static let allCases: [Self] = [
        .start, .stop, .reboot(.soft), .reboot(.hard), .rescue, .unrescue, .delete,
    ]

    /// As in "Cannot 'stop' instance …".
    package var name: String {
        switch self {
        case .start: "start"
        case .stop: "stop"
        case .reboot: "reboot"
        case .rescue: "rescue"
        case .unrescue: "unrescue"
        case .delete: "delete"
        }
    }
}
