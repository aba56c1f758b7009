import Hypervisor
import Model

extension Inspection {
    /// No guest is lost for want of a record: what the store that was restored does not know is left as it is.
    func leftoversAreLeft() -> [String] {
        guard let restoredAt = ledger.restoredAt else { return [] }
        let left = ledger.leftovers
        let done = ledger.deeds.filter { $0.at >= restoredAt && left.machines.contains($0.server) && $0.deed.isByCall }
        let folders = left.folders.subtracting(leftFolders)
        return done.map { "\($0.server), which the restored store does not know, was \($0.deed.rawValue) at \($0.at)" }
            + folders.map { "the folder of \($0), which the restored store does not know, is gone" }
    }

    /// Whether the store was restored since: it tells nothing of what was asked after that action.
    func isForgotten(since time: Duration) -> Bool { ledger.restoredAt.map { $0 >= time } ?? false }

    /// Whether the guest runs as a store had it that is lost.
    func runsAsForgotten(_ server: ID<Server>) -> Bool {
        let started = ledger.deeds.last { $0.server == server && $0.deed == .started }
        return isForgotten(since: started?.at ?? .zero)
    }
}

extension SimulatedHypervisor.Deed {
    /// Whether somebody asked the host's monitor for it.
    fileprivate var isByCall: Bool {
        switch self {
        case .defined, .started, .askedToShutDown, .poweredOff, .undefined: true
        case .haltedItself, .crashed, .lost, .wentDownWithHost: false
        }
    }
}
