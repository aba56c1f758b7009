/// What a server is and what is being done to it: Nova's vm_state and task_state in one value.
///
/// A case carries what that state owns, so that a combination which cannot be has no value. `after(_:)` is the only
/// way from one to the next; the golden table of all pairs is its test.
package enum ServerPhase: Codable, Hashable, Sendable {
    case building(BuildStep)
    case active(ActiveTask?)
    case stopped(StoppedTask?)
    case error(ErrorTask?)
    /// Booted from its rescue image.
    case rescued(RescuedTask?)
    /// Being deleted; what it was before is still shown as its vm_state.
    case deleting(from: VMState)
    case deleted

    package enum BuildStep: String, Codable, Sendable, CaseIterable {
        case scheduling
        case networking
        case spawning
    }

    package enum ActiveTask: Codable, Hashable, Sendable {
        case poweringOff
        case rebooting(RebootKind, RebootStage)
        case rescuing
    }

    package enum StoppedTask: Codable, Hashable, Sendable {
        case poweringOn
        case rebootingHard(RebootStage)
        case rescuing
    }

    package enum ErrorTask: Codable, Hashable, Sendable {
        case poweringOff
        case rebootingHard(RebootStage)
        case rescuing
    }

    package enum RescuedTask: Codable, Hashable, Sendable { case unrescuing }

    package enum RebootStage: String, Codable, Sendable, CaseIterable { case requested, started }
}

/// How a server is rebooted.
package enum RebootKind: String, Codable, Sendable, CaseIterable {
    /// The guest is asked to, by ACPI; after a while it is done the hard way.
    case soft = "SOFT"
    /// Power off, definition made anew, power on.
    case hard = "HARD"
}

/// Nova's vm_state.
package enum VMState: String, Codable, Sendable, CaseIterable {
    case building, active, stopped, error, rescued, deleted
}

extension ServerPhase {
    /// The API's `OS-EXT-STS:vm_state`.
    package var vmState: VMState {
        switch self {
        case .building: .building
        case .active: .active
        case .stopped: .stopped
        case .error: .error
        case .rescued: .rescued
        case .deleting(let former): former
        case .deleted: .deleted
        }
    }

    /// The API's `OS-EXT-STS:task_state`; nil while nothing is being done.
    package var taskState: String? {
        switch self {
        case .building(let step): step.rawValue
        case .active(.rebooting(let kind, let stage)): Self.rebootTask(kind, stage)
        case .stopped(.rebootingHard(let stage)), .error(.rebootingHard(let stage)): Self.rebootTask(.hard, stage)
        case .active(.poweringOff), .error(.poweringOff): "powering-off"
        case .stopped(.poweringOn): "powering-on"
        case .active(.rescuing), .stopped(.rescuing), .error(.rescuing): "rescuing"
        case .rescued(.unrescuing): "unrescuing"
        case .deleting: "deleting"
        case .active(nil), .stopped(nil), .error(nil), .rescued(nil), .deleted: nil
        }
    }

    private static func rebootTask(_ kind: RebootKind, _ stage: RebootStage) -> String {
        switch (kind, stage) {
        case (.soft, .requested): "rebooting"
        case (.soft, .started): "reboot_started"
        case (.hard, .requested): "rebooting_hard"
        case (.hard, .started): "reboot_started_hard"
        }
    }

    /// The API's `status`.
    ///
    /// Source: Nova, `nova/api/openstack/common.py`, the map from states to status.
    package var status: String {
        switch self {
        case .building: "BUILD"
        case .active(.rebooting(.soft, _)): "REBOOT"
        case .active(.rebooting(.hard, _)): "HARD_REBOOT"
        case .active: "ACTIVE"
        case .stopped: "SHUTOFF"
        case .error: "ERROR"
        case .rescued: "RESCUE"
        case .deleting(let former): Self.settled(former).status
        case .deleted: "DELETED"
        }
    }

    private static func settled(_ state: VMState) -> ServerPhase {
        switch state {
        case .building: .building(.scheduling)
        case .active: .active(nil)
        case .stopped: .stopped(nil)
        case .error: .error(nil)
        case .rescued: .rescued(nil)
        case .deleted: .deleted
        }
    }

    /// Whether no operation is under way.
    package var isSettled: Bool { taskState == nil }
}
