internal import HostLink
internal import Logging
internal import Model
internal import Runtime
internal import Store

/// What hosts reported, and waiting for it.
struct HostReports {
    private let services: WorkflowServices

    init(_ services: WorkflowServices) { self.services = services }

    /// The report that answers the server's current generation, if there is one.
    func answer(for server: Server) throws -> MachineReport? {
        guard let placement = server.currentPlacement else { return nil }
        return latest(placement).flatMap { $0.answers(placement, generation: server.generation) ? $0 : nil }
    }

    func latest(_ placement: Placement) -> MachineReport? {
        services.replicas.reports.get(HostKeys(placement.host).report(placement.id))?.value
    }

    /// Those of the placements whose hosts reported that they hold nothing of them any more.
    func cleared(_ placements: [Placement]) -> [Placement] {
        placements.filter { latest($0)?.observation == .gone }
    }

    /// Waits for a report of the placement's epoch and the server's generation that the caller wants.
    ///
    /// - Parameter deadline: by `Runtime.uptime`.
    /// - Throws: the report's own fault; a fault when the deadline passes first.
    func report(
        _ placement: Placement, generation: Int, until deadline: Duration,
        _ isWanted: @escaping @Sendable (MachineReport) -> Bool
    ) async throws -> MachineReport {
        let key = HostKeys(placement.host).report(placement.id)
        let (known, changes) = services.replicas.reports.follow(key)
        let runtime = services.runtime
        if let report = try Self.examine(known?.value, placement, generation, isWanted) { return report }
        return try await withThrowingTaskGroup(of: MachineReport?.self) { group in
            group.addTask {
                for await change in changes {
                    guard case .put(let stored, _) = change else { continue }
                    if let report = try Self.examine(stored.value, placement, generation, isWanted) { return report }
                }
                throw CancellationError()
            }
            group.addTask {
                // The deadline, not a guess at when the report comes: that is told by the other task.
                try await runtime.sleep(for: max(.zero, deadline - runtime.uptime))
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let report = first else {
                throw Fault(
                    code: 500, message: "The server's host did not do what was asked in time. \(Fault.advice)",
                    details: "host \(placement.host) did not report generation \(generation)")
            }
            return report
        }
    }

    private static func examine(
        _ report: MachineReport?, _ placement: Placement, _ generation: Int, _ isWanted: (MachineReport) -> Bool
    ) throws -> MachineReport? {
        guard let report, report.answers(placement, generation: generation) else { return nil }
        if let fault = report.fault { throw fault }
        return isWanted(report) ? report : nil
    }

    /// Waits until the host has removed everything. A host that gives no sign of life is not waited for long: its spec
    /// stays, and it acts on it when it returns.
    func awaitGone(_ placement: Placement, of server: Server) async throws {
        let view = HostView(services)
        while true {
            let patience = view.isAlive(placement.host) ? Duration.seconds(60) : services.settings.deadHostPatience
            do {
                _ = try await report(
                    placement, generation: server.generation, until: services.runtime.uptime + patience
                ) { $0.observation == .gone }
                return
            } catch let fault as Fault {
                if !view.isAlive(placement.host) { return }
                services.logger.error(
                    "a host does not remove a server; it is asked again",
                    metadata: ["server": "\(server.id)", "host": "\(placement.host)", "fault": "\(fault.message)"])
                try await services.runtime.sleep(for: .seconds(2))
            }
        }
    }
}
