import HostLink
import Hypervisor
import Model
import Runtime
import Standalone
import Store
import TestKit
import Workflow

/// What there is at a quiet point, and what is wrong with it.
struct Inspection {
    let round: Int
    let now: Duration
    let ledger: Ledger
    let hosts: [TestHost]
    let resumesGuests: Bool
    let servers: [ID<Server>: Server]
    let deleted: [ID<Server>: Server]
    /// In the order in which they were accepted.
    let actions: [ID<Server>: [Done]]
    let specs: [MachineSpec]
    let reports: [MachineReport]
    let claims: [String: HostClaims]
    let usage: ProjectUsage
    let ports: [PortRecord]
    let leftWork: [String]
    let machines: [(host: TestHost, machine: ObservedMachine)]
    let folders: [(host: TestHost, server: ID<Server>)]
    /// Of servers that a restored store did not know.
    let leftFolders: Set<ID<Server>>
    let failures: [String]

    init(_ world: World) async throws {
        let store = world.store
        (round, now, ledger, hosts) = (world.ledger.round, world.runtime.uptime, world.ledger, world.hosts)
        resumesGuests = world.resumesGuests
        servers = Dictionary(uniqueKeysWithValues: try await world.servers().map { ($0.id, $0) })
        deleted = Dictionary(
            uniqueKeysWithValues: try await Collection<DeletedServer>(store).list().map {
                ($0.value.server.id, $0.value.server)
            })
        let recorded = try await Collection<InstanceAction>(store).list().sorted { $0.created < $1.created }
        let clock = RecordedClock(world)
        actions = Dictionary(grouping: recorded, by: \.value.server).mapValues { $0.map { clock.done($0.value) } }
        specs = try await Collection<MachineSpec>(store).list().map(\.value)
        reports = try await Collection<MachineReport>(store).list().map(\.value)
        claims = Dictionary(
            uniqueKeysWithValues: try await Collection<HostClaims>(store).list().map { ($0.key, $0.value) })
        usage = try await Collection<ProjectUsage>(store).get("project")?.value ?? ProjectUsage()
        ports = try await world.networks.portRecords(for: World.caller)
        var leftWork: [String] = []
        for prefix in ["workflows/", "workflow-owners/", "user-data/"] {
            leftWork += try await store.list(prefix).value.map(\.key)
        }
        self.leftWork = leftWork
        let leftovers = world.ledger.leftovers
        machines = world.hosts.flatMap { host in host.hypervisor.peekAll().map { (host, $0) } }
            .filter { !leftovers.machines.contains($0.machine.uuid) }
        var folders: [(host: TestHost, server: ID<Server>)] = []
        for host in world.hosts { for server in try await host.disks.folders() { folders.append((host, server)) } }
        leftFolders = Set(folders.map(\.server)).intersection(leftovers.folders)
        self.folders = folders.filter { !leftovers.folders.contains($0.server) }
        failures =
            (0..<History.controllers).flatMap { world.controller($0)?.process.failures ?? [] }
            + world.hosts.indices.flatMap { world.agent($0)?.process.failures ?? [] }
    }

    func broken() -> [String] {
        requestsCameTrue() + serversAreTrue() + nothingWithoutServer() + sumsHold() + cellsHold() + deedsWereAskedFor()
            + failuresWereFew() + leftoversAreLeft() + ledger.astray + leftWork.map { "\($0) is left" }
            + failures.map { "a process ended: \($0)" }
    }

    /// After the deletion of all servers.
    func nothingIsLeft() -> [String] {
        servers.values.map { "\($0.name) is left" } + ports.map { "port \($0.id) is left" }
            + machines.map { "machine \($0.machine.uuid) is left on \($0.host.id)" }
            + folders.map { "folder \($0.server) is left on \($0.host.id)" }
            + hosts.flatMap { host in served(by: host).sorted().map { "\(host.id) still serves \($0)" } }
            + specs.map { "the spec of \($0.server) is left" } + reports.map { "the report of \($0.server) is left" }
            + claims.filter { $0.value != HostClaims() }.map { "\($0.key) has claims \($0.value)" }
            + (usage == ProjectUsage() ? [] : ["the project's usage is \(usage)"])
    }

    func served(by host: TestHost) -> Set<String> {
        Set(host.networks.reservations.map(\.mac)).subtracting(ledger.leftovers.macs)
    }

    func name(_ server: ID<Server>) -> String { (servers[server] ?? deleted[server])?.name ?? server.value }
}
