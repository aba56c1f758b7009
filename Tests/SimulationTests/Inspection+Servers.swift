import GuestDesign
import Hypervisor
import Model
import TestKit

extension Inspection {
    // MARK: Requests

    /// What was accepted is recorded and done, and what was refused is not.
    func requestsCameTrue() -> [String] {
        var broken: [String] = []
        for request in ledger.requests {
            let known = Array(servers.values) + Array(deleted.values)
            let server = request.server ?? known.first { $0.name == request.name }?.id
            let done = server.flatMap { actions[$0]?.first { $0.action.request == request.id } }
            switch request.answer {
            case .accepted:
                guard let server, servers[server] != nil || deleted[server] != nil else {
                    broken.append("\(request.id) was accepted, and \(request.name) is not known")
                    continue
                }
                if request.action == .delete {
                    if servers[server] != nil { broken.append("\(request.name) is not deleted") }
                } else if done == nil {
                    broken.append("\(request.id) for \(request.name) was accepted, and is not recorded")
                }
            case .refused(let why):
                if done != nil { broken.append("\(request.id) was refused (\(why)), and is recorded") }
            case .lost, .awaited: break
            }
        }
        return broken
    }

    func wasAsked(
        _ server: ID<Server>, inRound round: Int, since: Duration = .zero, _ isMeant: (ServerAction?) -> Bool
    ) -> Bool {
        ledger.requests.contains { request in
            guard request.round == round, request.at >= since, isMeant(request.action) else { return false }
            if case .refused = request.answer { return false }
            return request.server.map { $0 == server } ?? (request.name == name(server))
        }
    }

    // MARK: Servers

    func serversAreTrue() -> [String] {
        servers.values.sorted { $0.name < $1.name }.flatMap { server in
            isSettled(server) + machineIsTrue(server) + lastActionCameTrue(server)
        }
            + deleted.values.filter { server in
                !(0...round).contains { wasAsked(server.id, inRound: $0) { $0 == .delete } }
            }.map { "\($0.name) was deleted, and nobody asked for that" }
    }

    private func isSettled(_ server: Server) -> [String] {
        guard server.phase.isSettled, server.operation == nil else {
            return ["\(server.name) is \(server.phase), operation \(String(describing: server.operation))"]
        }
        if server.phase.status == "ERROR", server.fault?.message.isEmpty != false {
            return ["\(server.name) is in ERROR without a reason"]
        }
        return []
    }

    /// One machine for a server, on its host, as its status says.
    private func machineIsTrue(_ server: Server) -> [String] {
        let found = machines.filter { $0.machine.uuid == server.id }
        if found.count > 1 { return ["\(server.name) has machines on \(found.map(\.host.id))"] }
        let status = server.phase.status
        guard let (host, machine) = found.first else {
            return status == "ERROR" ? [] : ["\(server.name) is \(status) and has no machine"]
        }
        guard let placement = server.currentPlacement else {
            return ["\(server.name) has a machine on \(host.id) and no placement"]
        }
        var broken: [String] = []
        if host.id != placement.host { broken.append("\(server.name) is on \(host.id), not on \(placement.host)") }
        if machine.mark?.placement != placement.id { broken.append("the machine of \(server.name) is another's") }
        let runs = machine.state == .running
        if status == "ACTIVE" && !runs || status == "SHUTOFF" && runs {
            broken.append("\(server.name) is \(status) and its machine \(machine.state.rawValue)")
        }
        let guest = host.hypervisor.guest(server.id)
        let isRescue = guest.map { "\($0.disks)".contains(ServerRescue.diskName) } ?? false
        if runs, status != "ERROR", !runsAsForgotten(server.id), isRescue != (status == "RESCUE") {
            broken.append("\(server.name) is \(status) and runs from \(isRescue ? "the rescue's" : "its own") disk")
        }
        return broken
    }

    /// The last thing that was asked came to pass, or failed for a reason that there was.
    private func lastActionCameTrue(_ server: Server) -> [String] {
        guard let last = actions[server.id]?.last else { return ["\(server.name) has no action"] }
        let (name, status) = ("\(last.action.action) of \(server.name)", server.phase.status)
        if isForgotten(since: last.from) { return [] }
        guard last.isFinished else { return ["\(name) has not ended"] }
        if last.hasFailed {
            if explains(last, server) { return [] }
            let why = last.action.events.compactMap(\.details)
            return ["\(name) failed, and there was no reason: \(why), \(server.fault?.details ?? "")"]
        }
        let happened = deeds(of: server, since: last.from)
        let allowed: Set<String> =
            if isLost(server) || happened.contains(.lost) {
                ["ERROR", "ACTIVE", "SHUTOFF", "RESCUE"]
            } else if last.action.action == "rescue" {
                ["RESCUE"]
            } else if last.action.action == "stop" {
                ["SHUTOFF"]
            } else if happened.contains(where: { [.haltedItself, .crashed, .wentDownWithHost].contains($0) }) {
                ["ACTIVE", "SHUTOFF"]
            } else {
                ["ACTIVE"]
            }
        return allowed.contains(status) ? [] : ["\(name) was done, and it is \(status)"]
    }

    private func deeds(of server: Server, since: Duration) -> Set<SimulatedHypervisor.Deed> {
        Set(ledger.deeds.filter { $0.server == server.id && $0.at >= since }.map(\.deed))
    }

    /// Whether somebody removed its machine, and it was not made again.
    private func isLost(_ server: Server) -> Bool {
        ledger.deeds.last { $0.server == server.id && [.defined, .lost].contains($0.deed) }?.deed == .lost
    }

    // MARK: Reasons

    /// What fails once is the reason of one failure.
    func failuresWereFew() -> [String] {
        let once = ledger.troubles.filter { $0.round == round && $0.kind.causesFaults && !$0.kind.lasts }
        let asked = Set(ledger.requests.filter { $0.round == round }.map(\.id))
        var failures: [Int?] = []
        for (server, actions) in actions {
            for done in actions where done.hasFailed && asked.contains(done.action.request) {
                guard let known = servers[server] ?? deleted[server] else { continue }
                if !explains(done, known, withoutOnce: true) { failures.append(host(of: known)) }
            }
        }
        let broken = hosts.indices.filter { host in
            failures.filter { $0 == host }.count > once.filter { $0.target == host }.count
        }.map { "more failed on \(hosts[$0].id) than was made to fail" }
        return failures.count > once.count
            ? broken + ["\(failures.count) requests failed, and \(once.count) were made to fail"] : broken
    }

    private func host(of server: Server) -> Int? {
        server.currentPlacement.flatMap { placement in hosts.firstIndex { $0.id == placement.host } }
    }

    /// Whether something befell the server's host, or all of them, that explains a failure.
    ///
    /// - Parameter withoutOnce: leaves out what fails once only.
    private func explains(_ done: Done, _ server: Server, withoutOnce: Bool = false) -> Bool {
        let host = host(of: server)
        let meanwhile = ledger.troubles.filter { $0.from <= done.to && $0.to + .seconds(12) >= done.from }
        let onHost = meanwhile.filter { $0.kind.victim == .host && (host == nil || host == $0.target) }
        let round = ledger.requests.first { $0.id == done.action.request }?.round
        let armed = ledger.troubles.filter {
            $0.kind.causesFaults && ($0.kind.lasts || !withoutOnce) && $0.round == round && $0.from <= done.to
                && (host == nil || host == $0.target)
        }
        if !armed.isEmpty || isLost(server) { return true }
        if deeds(of: server, since: done.from).contains(.lost) { return true }
        if onHost.contains(where: { $0.kind.silencesHost && $0.to - $0.from >= .seconds(100) }) { return true }
        if meanwhile.contains(where: { $0.kind.victim == .controller && $0.to - $0.from >= .seconds(100) }) {
            return true
        }
        let silent = Set(meanwhile.filter(\.kind.silencesHost).map(\.target))
        let areSilent = silent.count == hosts.count || meanwhile.contains { $0.kind == .storeIsRestored }
        return done.action.action == "create" && areSilent
    }
}
