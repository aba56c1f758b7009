internal import HostLink
internal import Logging
internal import Model
internal import Runtime
internal import Store

/// Takes over what hosts see of servers while nothing is being done with them, and clears away what returned hosts
/// have removed.
package struct ObservationFollower: Sendable {
    private let services: WorkflowServices

    package init(_ services: WorkflowServices) { self.services = services }

    /// Follows the reports until cancelled.
    package func run() async throws {
        await services.replicas.ready()
        let servers = services.replicas.servers.changes()
        let (records, reports) = services.replicas.reports.follow()
        // Either ends only with its replica or by being cancelled; then there is nothing left to follow for the other.
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for record in records { try await take(record) }
                for await change in reports {
                    if case .put(let report, _) = change { try await take(report) }
                }
            }
            group.addTask {
                for await change in servers { try await takeWhatWaited(for: change) }
            }
            try await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
    }

    /// What a host saw while something was being done with the server was not taken over: that is made good when it is
    /// done. Likewise what it removed before the server let go of it. And where something else was taken over since, the
    /// host's word was compared with a server that had not heard of that.
    private func takeWhatWaited(for change: ReplicaChange<Server>) async throws {
        var placements: [Placement] = []
        switch change {
        case .put(let now, let was):
            let before = was?.value
            let isDone = before?.operation != nil || before?.observation != now.value.observation
            if now.value.operation == nil, isDone { placements = now.value.placements }
            let kept = Set(now.value.placements.map(\.id))
            placements += (before?.placements ?? []).filter { !kept.contains($0.id) }
        case .removed(let was): placements = was.value.placements
        }
        for placement in placements {
            let key = HostKeys(placement.host).report(placement.id)
            if let report = services.replicas.reports.get(key) { try await take(report) }
        }
    }

    /// Tries for as long as the store does not answer: nobody tells of the report again.
    private func take(_ report: Stored<MachineReport>) async throws {
        while true {
            do {
                if report.value.observation == .gone {
                    return try await forget(report)
                } else {
                    return try await observe(report)
                }
            } catch {
                services.logger.error(
                    "a host's report cannot be taken over now",
                    metadata: ["server": "\(report.value.server)", "error": "\(error)"])
                guard case StoreError.unavailable = error else { return }
                // A store that was away does not tell when it is back. The reports behind this one wait for it as well.
                try await services.runtime.sleep(for: .seconds(1))
            }
        }
    }

    private func observe(_ report: Stored<MachineReport>) async throws {
        let collection = Collection<Server>(services.store)
        try await noteStartedReboot(report.value, collection)
        // Most reports say nothing new of the server, all of them at a start: that is seen without the store.
        guard let stored = services.replicas.servers.get(report.value.server.value),
            Self.concerns(report.value, stored.value), try seen(report.value, of: stored.value) != stored.value,
            // Who was slow must not take over what has been reported anew since.
            let report = try await Collection<MachineReport>(services.store).get(report.key)?.value
        else { return }
        _ = try await collection.modify(report.server.value) { server in
            guard Self.concerns(report, server) else { return }
            let now = try seen(report, of: server)
            if now.phase != server.phase, let event = report.observation.event {
                services.logger.notice(
                    "a server changed by itself",
                    metadata: [
                        "server": "\(server.id)", "observed": "\(event.rawValue)", "status": "\(now.phase.status)",
                    ])
            }
            server = now
        }
    }

    /// The server with what the host saw of it.
    private func seen(_ report: MachineReport, of server: Server) throws -> Server {
        var now = server
        now.record(report)
        guard let event = report.observation.event else { return now }
        now.phase = try Self.phase(of: server, seeing: event)
        guard now.phase != server.phase else { return now }
        now.updatedAt = services.runtime.now
        if event == .missing {
            now.fault = Fault(
                code: 500,
                message: "The machine was removed from its host by somebody else. A hard reboot makes it anew.",
                createdAt: services.runtime.now)
        }
        return now
    }

    /// A guest that is off by its record, and runs as was last asked for it, has been started late: its host was away for
    /// longer than the start's time.
    private static func phase(of server: Server, seeing event: ServerEvent.Observed) throws -> ServerPhase {
        guard event == .running, server.power.state == .on, case .stopped(nil) = server.phase else {
            return try server.phase.after(.observed(event))
        }
        return try server.phase.after(.requested(.start)).after(.started)
    }

    /// The API shows that a reboot is under way on the host, not only asked for.
    private func noteStartedReboot(_ report: MachineReport, _ collection: Collection<Server>) async throws {
        let begun = report.tasks.filter { if case .started = $0.value { true } else { false } }.keys
        guard !begun.isEmpty else { return }
        _ = try await collection.modify(report.server.value) { server in
            guard server.currentPlacement?.id == report.placement,
                server.tasks.contains(where: { begun.contains($0.id) })
            else { return }
            server.phase = try server.phase.after(.rebootStarted)
        }
    }

    /// Whether the report is about the server's current placement, and nothing is being done that will read it itself.
    private static func concerns(_ report: MachineReport, _ server: Server) -> Bool {
        guard server.operation == nil, let placement = server.currentPlacement else { return false }
        return placement.id == report.placement && placement.epoch == report.epoch
            && report.observedGeneration >= server.generation
    }

    /// Removes the spec and report of a placement that no server has any more.
    private func forget(_ report: Stored<MachineReport>) async throws {
        let parts = report.key.split(separator: "/")
        guard let host = parts.first else { return }
        let server = try await Collection<Server>(services.store).get(report.value.server.value)?.value
        guard server?.placements.contains(where: { $0.id == report.value.placement }) != true else { return }
        let keys = HostKeys(ID(String(host)))
        _ = try await services.store.commit(
            Transaction(changes: [
                .delete(MachineSpec.prefix + keys.spec(report.value.placement)),
                .delete(MachineReport.prefix + report.key),
            ]))
    }
}

extension MachineObservation {
    /// What it means for a server that nothing is being done with; nil where nothing follows from it.
    fileprivate var event: ServerEvent.Observed? {
        switch self {
        case .running, .paused: .running
        case .off: .off
        case .crashed: .crashed
        case .missing: .missing
        case .gone, .unknown: nil
        }
    }
}
