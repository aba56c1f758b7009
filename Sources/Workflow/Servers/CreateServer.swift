internal import Cloud
internal import Demands
internal import HostLink
internal import Model
internal import Runtime
internal import Scheduler
internal import Store

extension WorkflowTable {
    /// From a stored request to a running guest.
    static let createServer = WorkflowTable(
        steps: [
            Step("schedule", undo: .step(releaseClaims)) { try await schedule($0) },
            Step("ports", undo: .step(releasePorts)) { try await allocatePorts($0) },
            Step("place", undo: .step(withdraw)) { try await place($0) },
            Step("spawn", undo: .none(because: "it only waits")) { try await awaitGuest($0) },
        ],
        finish: { try await finishCreation($0) },
        fail: { try await failCreation($0, $1) }
    )

    /// Chooses a host and claims what the server takes, in the transaction that records the placement. Which processors and
    /// pages these are is found for the claims that the transaction compares.
    private static func schedule(_ context: WorkflowContext) async throws {
        guard context.server.value.currentPlacement == nil else { return }
        let services = context.services
        let request = try PlacementRequest(context.server.value)
        while true {
            let host = try await chooseHost(request, services)
            try await context.pass("schedule.chosen")
            let id: ID<Placement> = services.runtime.id()
            do {
                return try await context.commit {
                    $0.phase = try $0.phase.after(.building(.networking))
                } with: { server in
                    let read = try await HostClaim(services.store).read(host)
                    guard let room = HostView(services).room(of: host, for: request, beside: read.claims) else {
                        throw HostFilled(revision: read.revision)
                    }
                    let placement = Placement(
                        id: id, host: host, role: .current, allocation: room.allocation, numa: room.numa,
                        epoch: (server.placements.map(\.epoch).max() ?? 0) + 1)
                    server.placements.append(placement)
                    return try read.adding(placement)
                }
            } catch let filled as HostFilled {
                try await services.replicas.claims.wait(for: filled.revision)
            }
        }
    }

    /// A host that would do but is silent may be about to return, as after the service's own restart: it is waited for.
    private static func chooseHost(
        _ request: PlacementRequest, _ services: WorkflowServices
    ) async throws -> ID<Host> {
        let giveUp = services.runtime.uptime + services.settings.silentHostPatience
        while true {
            let hosts = HostView(services).states
            do {
                return try services.scheduler.choose(request, among: hosts, tieBreak: services.runtime.random())
            } catch {
                let awake = hosts.map { host in
                    var host = host
                    host.isAlive = true
                    return host
                }
                guard services.runtime.uptime < giveUp,
                    (try? services.scheduler.choose(request, among: awake, tieBreak: 0)) != nil
                else { throw error }
                try await services.runtime.sleep(for: .milliseconds(200))
            }
        }
    }

    /// Makes or takes the server's ports; what is recorded is done.
    private static func allocatePorts(_ context: WorkflowContext) async throws {
        let server = context.server.value
        guard server.interfaces.contains(where: { $0.port == nil }) else { return }
        var ports: [Int: Port] = [:]
        for (index, interface) in server.interfaces.enumerated() where interface.port == nil {
            try await context.pass("ports.\(min(index, 3)).before-call")
            switch interface.request {
            case .network(let network, let address):
                ports[index] = try await context.services.networks.findOrCreatePort(
                    PortRequest(
                        network: network, server: server.id, name: interface.name, fixedAddress: address,
                        securityGroups: server.securityGroups, availabilityZone: server.availabilityZone),
                    for: context.caller)
            case .port(let id):
                ports[index] = try await context.services.networks.claimPort(
                    id, server: server.id, for: context.caller)
            }
            try await context.pass("ports.\(min(index, 3)).after-call")
        }
        do {
            try await context.commit { server in
                for (index, port) in ports { server.interfaces[index].port = port }
            }
        } catch let interruption as WorkflowInterruption {
            try await releasePortsOfGone(context)
            throw interruption
        }
    }

    /// A controller that hung for so long that another took its workflow over may make a port after the server's deletion
    /// has released all that there were.
    private static func releasePortsOfGone(_ context: WorkflowContext) async throws {
        let server = context.record.value.server
        guard try await Collection<Server>(context.services.store).get(server.value) == nil else { return }
        for port in try await context.services.networks.ports(of: server) {
            try await context.services.networks.releasePort(port.id, of: server)
        }
    }

    /// Binds the ports to the host and tells the host what it shall hold.
    private static func place(_ context: WorkflowContext) async throws {
        guard let placement = context.server.value.currentPlacement else {
            throw Fault(code: 500, message: "The server has no host: delete it and create it anew.")
        }
        var bound: [Int: Port] = [:]
        for (index, interface) in context.server.value.interfaces.enumerated() {
            guard let port = interface.port, port.binding == nil else { continue }
            bound[index] = try await context.services.networks.bindPort(
                port.id, to: placement.host, for: context.caller)
        }
        try await context.pass("place.bound")
        guard context.server.value.generation == 0 else { return }
        try await context.commit { server in
            for (index, port) in bound { server.interfaces[index].port = port }
            server.phase = try server.phase.after(.building(.spawning))
            server.generation += 1
        } with: {
            try await SpecWriter(context.services).specs(of: $0)
        }
    }

    private static func finishCreation(_ context: WorkflowContext) async throws {
        let report = try HostReports(context.services).answer(for: context.server.value)
        try await context.end { current in
            var server = current
            server.phase = try server.phase.after(.started)
            server.record(report)
            server.launchedAt = server.launchedAt ?? context.runtime.now
            return try ServerEnding(context).transaction(server, report: report, failure: nil)
        }
    }

    /// The server stays, in ERROR, with the reason; nothing of it is left on a host or in the network service.
    private static func failCreation(_ context: WorkflowContext, _ fault: Fault) async throws {
        try await context.end { current in
            var server = current
            server.phase = try server.phase.after(.buildFailed)
            server.fault = fault
            server.observation = nil
            return try ServerEnding(context).transaction(server, report: nil, failure: fault)
        }
    }
}

/// Others have taken the room that the replica still showed.
private struct HostFilled: Error {
    let revision: Revision
}

extension PlacementRequest {
    init(_ server: Server) throws(DemandConflict) {
        self.init(
            allocation: server.flavor.allocation, numa: try NUMADemand(flavor: server.flavor, image: server.image),
            availabilityZone: server.availabilityZone,
            architecture: server.image?.architecture)
    }
}
