import GuestDesign
import HostLink
import Hypervisor
import Model
import Standalone
import TestKit

extension Inspection {
    /// Whatever there is belongs to a server that has it.
    func nothingWithoutServer() -> [String] {
        let placed = Dictionary(
            uniqueKeysWithValues: servers.values.flatMap { server in server.placements.map { ($0.id, $0) } })
        var broken: [String] = []
        for (host, machine) in machines where servers[machine.uuid]?.currentPlacement?.host != host.id {
            broken.append("machine \(name(machine.uuid)) on \(host.id) has no server there")
        }
        for (host, server) in folders where servers[server]?.currentPlacement?.host != host.id {
            broken.append("folder of \(name(server)) on \(host.id) has no server there")
        }
        for spec in specs where placed[spec.placement] == nil {
            broken.append("the spec of \(name(spec.server)) is left")
        }
        for report in reports where placed[report.placement] == nil {
            broken.append("the report of \(name(report.server)) is left")
        }
        for server in servers.values where server.phase.status != "ERROR" { broken += isWhole(server) }
        for port in ports where servers[ID(port.device)]?.currentPlacement == nil {
            broken.append("port \(port.id) of \(name(ID(port.device))) is left")
        }
        return broken + reservationsHold()
    }

    /// A server that could not be made or started may lack anything; another has all that its start needs.
    private func isWhole(_ server: Server) -> [String] {
        var broken: [String] = []
        for placement in server.placements {
            if !specs.contains(where: { $0.placement == placement.id }) { broken.append("a spec") }
            if !reports.contains(where: { $0.placement == placement.id }) { broken.append("a report") }
        }
        let own = Set(ports.filter { $0.device == server.id.value }.map(\.id))
        if own != Set(server.ports.map(\.id)) || own.isEmpty { broken.append("its ports, but \(own.sorted())") }
        let host = hosts.first { $0.id == server.currentPlacement?.host }
        let served = Set(host?.networks.reservations.map(\.mac) ?? [])
        if !served.isSuperset(of: server.ports.map(\.mac)) { broken.append("an address, on its host") }
        return broken.map { "\(server.name) has not \($0)" }
    }

    private func reservationsHold() -> [String] {
        hosts.flatMap { host in
            let expected = Set(
                servers.values.filter { $0.currentPlacement?.host == host.id }.flatMap { $0.ports.map(\.mac) })
            return served(by: host).subtracting(expected).sorted().map {
                "\(host.id) serves \($0), which no server there has"
            }
        }
    }

    func sumsHold() -> [String] {
        var broken: [String] = []
        for host in hosts {
            let placements = servers.values.flatMap(\.placements).filter { $0.host == host.id }
            var expected = HostClaims()
            for placement in placements { expected.add(placement) }
            let claimed = claims[host.id.value] ?? HostClaims()
            if claimed != expected { broken.append("\(host.id) has claims \(claimed), and placements \(expected)") }
        }
        var expected = ProjectUsage()
        for server in servers.values { expected.add(server.flavor) }
        if usage != expected { broken.append("the usage is \(usage), of servers \(expected)") }
        return broken
    }

    /// No processor is two servers', no cell gives more than it has, and each guest is where its placement says.
    func cellsHold() -> [String] {
        var broken: [String] = []
        for host in hosts {
            let cells = host.settings.offer(of: host.hypervisor.offered)?.cells ?? []
            let placed = servers.values.flatMap(\.placements).filter { $0.host == host.id }.compactMap(\.numa)
            let usage = CellUsage.all(of: placed)
            let taken = usage.values.reduce(0) { $0 + $1.pinned.count }
            if taken != placed.reduce(0, { $0 + $1.takenCPUs }) {
                broken.append("two servers on \(host.id) have the same processor: \(placed)")
            }
            for (number, usage) in usage {
                let cell = cells.first { $0.id == number }
                let fits = usage.pages.allSatisfy { size, count in
                    cell?.pages.contains { $0.sizeKiB == size && $0.total >= count } ?? false
                }
                if !fits || !usage.pinned.isSubset(of: cell?.dedicated ?? CPUSet([])) {
                    broken.append("cell \(number) of \(host.id) has given \(usage)")
                }
            }
        }
        return broken + guestsArePlaced()
    }

    private func guestsArePlaced() -> [String] {
        machines.compactMap { host, machine in
            guard let numa = servers[machine.uuid]?.currentPlacement?.numa else { return nil }
            let guest = host.hypervisor.guest(machine.uuid)
            let pins = numa.cells.flatMap(\.pins).allSatisfy { guest?.pinning?.vcpus[$0.key] == CPUSet([$0.value]) }
            let isThere = pins && guest?.numaTune?.hostCells == numa.cells.map(\.host)
            return isThere ? nil : "the guest of \(name(machine.uuid)) is not where its placement says"
        }
    }
}
