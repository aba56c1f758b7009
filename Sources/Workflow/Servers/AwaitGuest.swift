internal import HostLink
internal import Model
internal import Store

extension WorkflowTable {
    /// Waits until the host reports the power that was asked for, with all tasks done.
    @Sendable static func awaitGuest(_ context: WorkflowContext) async throws {
        let server = context.server.value
        guard let placement = server.currentPlacement else {
            throw Fault(code: 500, message: "The server has no host: delete it and create it anew.")
        }
        let power = server.power
        let tasks = server.tasks.map(\.id)
        let (reports, services, id) = (HostReports(context.services), context.services, context.id)
        let (deadline, recorded) = (context.deadline, context.server.revision)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try await reports.report(placement, generation: server.generation, until: deadline) { report in
                    report.powerGeneration >= power.generation
                        && tasks.allSatisfy { report.tasks[$0]?.isFinished == true }
                }
            }
            group.addTask { try await awaitPreemption(of: id, server.id, recorded, services) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Waits until another operation has the server: what waits for a host must not hold up who cut it short.
    ///
    /// - Throws: `WorkflowInterruption.preempted` then.
    private static func awaitPreemption(
        of workflow: ID<WorkflowRun>, _ server: ID<Server>, _ recorded: Revision, _ services: WorkflowServices
    ) async throws {
        try await services.replicas.servers.wait(for: recorded)
        let (stored, changes) = services.replicas.servers.follow(server.value)
        guard stored?.value.operation?.workflow == workflow else { throw WorkflowInterruption.preempted }
        for await change in changes {
            guard case .put(let stored, _) = change else { continue }
            if stored.value.operation?.workflow != workflow { throw WorkflowInterruption.preempted }
        }
        throw CancellationError()
    }
}
