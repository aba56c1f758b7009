/// Why a phase does not permit an action: the attribute and its value, as the API's 409 names them.
package struct PhaseRefusal: Error, Hashable {
    package let action: ServerAction
    /// `vm_state` or `task_state`.
    package let attribute: String
    package let value: String
}

extension ServerPhase {
    /// The phase that follows; the same one where the event means nothing here.
    ///
    /// - Throws: `PhaseRefusal` for a client's request that the phase does not permit.
    package func after(_ event: ServerEvent) throws(PhaseRefusal) -> ServerPhase {
        switch event {
        case .requested(let action): try afterRequest(action)
        case .building(let step): if case .building = self { .building(step) } else { self }
        case .rebootStarted: afterRebootStarted
        case .started, .rebooted: afterRunning
        case .stopped: afterStopped
        case .rescued: afterRescue
        case .buildFailed: if case .building = self { .error(nil) } else { self }
        case .operationFailed(let running): afterFailure(running: running)
        case .gone: if case .deleting = self { .deleted } else { self }
        case .observed(let observed): afterObservation(observed)
        case .reset(let active): afterReset(active: active)
        }
    }

    /// Which phases permit an action follows Nova's `check_instance_state` decorators in `nova/compute/api.py`.
    private func afterRequest(_ action: ServerAction) throws(PhaseRefusal) -> ServerPhase {
        switch (action, self) {
        case (.delete, .deleted): throw refusal(of: action)
        case (.delete, .deleting): return self
        case (.delete, _): return .deleting(from: vmState)
        case (.start, .stopped(nil)): return .stopped(.poweringOn)
        case (.stop, .active(nil)): return .active(.poweringOff)
        case (.stop, .error(nil)): return .error(.poweringOff)
        case (.reboot(.soft), .active(nil)): return .active(.rebooting(.soft, .requested))
        case (.reboot(.hard), .active(nil)), (.reboot(.hard), .active(.rebooting)):
            return .active(.rebooting(.hard, .requested))
        case (.reboot(.hard), .stopped(nil)), (.reboot(.hard), .stopped(.rebootingHard)):
            return .stopped(.rebootingHard(.requested))
        case (.reboot(.hard), .error(nil)), (.reboot(.hard), .error(.rebootingHard)):
            return .error(.rebootingHard(.requested))
        case (.rescue, .active(nil)): return .active(.rescuing)
        case (.rescue, .stopped(nil)): return .stopped(.rescuing)
        case (.rescue, .error(nil)): return .error(.rescuing)
        case (.unrescue, .rescued(nil)): return .rescued(.unrescuing)
        default: throw refusal(of: action)
        }
    }

    /// Names the task where the vm_state alone would permit the action, otherwise the vm_state, as Nova does.
    private func refusal(of action: ServerAction) -> PhaseRefusal {
        let permitted: Set<VMState> =
            switch action {
            case .start: [.stopped]
            case .stop: [.active, .error]
            case .reboot(.soft): [.active]
            case .reboot(.hard), .rescue: [.active, .stopped, .error]
            case .unrescue: [.rescued]
            case .delete: []
            }
        if permitted.contains(vmState), let taskState {
            return PhaseRefusal(action: action, attribute: "task_state", value: taskState)
        }
        return PhaseRefusal(action: action, attribute: "vm_state", value: vmState.rawValue)
    }

    private var afterRebootStarted: ServerPhase {
        switch self {
        case .active(.rebooting(let kind, _)): .active(.rebooting(kind, .started))
        case .stopped(.rebootingHard): .stopped(.rebootingHard(.started))
        case .error(.rebootingHard): .error(.rebootingHard(.started))
        default: self
        }
    }

    private var afterRunning: ServerPhase {
        switch self {
        case .building, .stopped(.poweringOn), .active(.rebooting), .stopped(.rebootingHard), .error(.rebootingHard),
            .rescued(.unrescuing):
            .active(nil)
        case .active(nil), .active(.poweringOff), .stopped(nil), .error(nil), .error(.poweringOff), .rescued(nil),
            .active(.rescuing), .stopped(.rescuing), .error(.rescuing), .deleting, .deleted:
            self
        }
    }

    private var afterRescue: ServerPhase {
        switch self {
        case .active(.rescuing), .stopped(.rescuing), .error(.rescuing): .rescued(nil)
        default: self
        }
    }

    private var afterStopped: ServerPhase {
        switch self {
        case .building, .active(.poweringOff), .error(.poweringOff): .stopped(nil)
        case .active(nil), .active(.rebooting), .active(.rescuing), .stopped, .error(nil), .error(.rebootingHard),
            .error(.rescuing), .rescued, .deleting, .deleted:
            self
        }
    }

    /// A guest that cannot be brought back from its rescue image may run from either: neither is said of it.
    private func afterFailure(running: Bool) -> ServerPhase {
        switch self {
        case .active(.poweringOff): running ? .active(nil) : .stopped(nil)
        case .stopped(.poweringOn): running ? .active(nil) : .stopped(nil)
        case .active(.rebooting), .active(.rescuing): running ? .active(nil) : .error(nil)
        case .stopped(.rebootingHard), .stopped(.rescuing): running ? .active(nil) : .stopped(nil)
        case .error(.poweringOff), .error(.rebootingHard), .error(.rescuing), .rescued(.unrescuing): .error(nil)
        case .building, .active(nil), .stopped(nil), .error(nil), .rescued(nil), .deleting, .deleted: self
        }
    }

    /// A guest that stopped itself is stopped, and nobody starts it behind its user's back; one that runs although it
    /// was stopped stays so, and its power state tells.
    ///
    /// Source: Nova's power state synchronisation, which stops such guests instead.
    private func afterObservation(_ observed: ServerEvent.Observed) -> ServerPhase {
        switch (self, observed) {
        case (.active(nil), .off), (.active(nil), .crashed): .stopped(nil)
        case (.active(nil), .missing), (.stopped(nil), .missing), (.rescued(nil), .missing): .error(nil)
        default: self
        }
    }

    private func afterReset(active: Bool) -> ServerPhase {
        switch self {
        case .deleted: self
        default: active ? .active(nil) : .error(nil)
        }
    }
}
