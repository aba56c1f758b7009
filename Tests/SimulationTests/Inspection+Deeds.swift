import Hypervisor
import Model

/// What was done to guests was asked for, no more often than it was asked, and all of it was done.
extension Inspection {
    func deedsWereAskedFor() -> [String] {
        ledger.deeds.filter { $0.round == round }.compactMap { deed in
            let server = deed.server
            // What was asked before the store was restored is not known any more.
            let since = ledger.restoredAt.map { $0 <= deed.at ? $0 : .zero } ?? .zero
            let isAllowed =
                switch deed.deed {
                case .started:
                    wasAsked(server, inRound: round, since: since) { $0 == nil || $0?.starts == true }
                        || isResumed(deed)
                case .askedToShutDown, .poweredOff:
                    wasAsked(server, inRound: round, since: since) { $0?.stops == true } || isGivenUp(server)
                case .undefined: wasAsked(server, inRound: round, since: since) { $0 == .delete } || isGivenUp(server)
                case .defined, .haltedItself, .crashed, .lost, .wentDownWithHost: true
                }
            return isAllowed
                ? nil : "\(name(server)) was \(deed.deed.rawValue) on \(deed.host) at \(deed.at), and nobody asked"
        } + deedsWereFew() + startsWereMade()
    }

    /// Whether its host went down before, and starts again what ran then.
    private func isResumed(_ deed: Ledger.Deed) -> Bool {
        resumesGuests
            && ledger.troubles.contains {
                $0.kind == .hostReboots && $0.round == round && "host-\($0.target)" == deed.host.value
                    && $0.from <= deed.at
            }
    }

    /// A creation that failed in this round takes away what it made.
    private func isGivenUp(_ server: ID<Server>) -> Bool {
        wasAsked(server, inRound: round) { $0 == nil } && actions[server]?.first?.hasFailed == true
    }

    /// Where nothing befell a host, each request started its guest once, and ended it once.
    private func deedsWereFew() -> [String] {
        let disturbed = Set(
            ledger.troubles.filter { $0.round == round && $0.kind.disturbsAgent }.map { "host-\($0.target)" })
        if ledger.troubles.contains(where: { $0.round == round && $0.kind == .storeIsRestored }) { return [] }
        let deeds = ledger.deeds.filter { $0.round == round }
        let isUndisturbed = Dictionary(grouping: deeds, by: \.server).filter { _, deeds in
            !deeds.contains { disturbed.contains($0.host.value) }
        }
        return isUndisturbed.flatMap { server, deeds in
            let starts = requests(of: server) { $0 == nil || $0?.starts == true }
            let stops = requests(of: server) { $0?.stops == true } + (isGivenUp(server) ? 1 : 0)
            let bounds: [(SimulatedHypervisor.Deed, Int)] = [
                (.started, starts), (.askedToShutDown, stops), (.poweredOff, stops),
            ]
            return bounds.compactMap { deed, asked in
                let done = deeds.filter { $0.deed == deed }.count
                return done > asked ? "\(name(server)) was \(deed.rawValue) \(done) times for \(asked) requests" : nil
            }
        }
    }

    private func requests(of server: ID<Server>, _ isMeant: (ServerAction?) -> Bool) -> Int {
        ledger.requests.filter { request in
            if case .refused = request.answer { return false }
            return request.round == round && isMeant(request.action) && request.name == name(server)
        }.count
    }

    /// A guest that runs proves no reboot: it must have been started since that was asked.
    private func startsWereMade() -> [String] {
        actions.flatMap { server, actions in
            actions.filter { ["reboot", "rescue", "unrescue"].contains($0.action.action) }.compactMap { done in
                guard done.isFinished, !done.hasFailed else { return nil }
                let isMade = ledger.deeds.contains {
                    $0.server == server && $0.deed == .started && $0.at >= done.from && $0.at <= done.to
                }
                return isMade ? nil : "the \(done.action.action) of \(name(server)) was done, and nothing was started"
            }
        }
    }
}

extension ServerAction {
    fileprivate var starts: Bool {
        switch self {
        case .start, .reboot, .rescue, .unrescue: true
        case .stop, .delete: false
        }
    }

    fileprivate var stops: Bool {
        switch self {
        case .stop, .reboot, .rescue, .unrescue, .delete: true
        case .start: false
        }
    }
}
