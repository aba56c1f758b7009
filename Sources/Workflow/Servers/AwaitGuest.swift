internal import HostLink
internal import Model
internal import Store

extension WorkflowTable {
    /// Waits until the host reports the power that was asked for, with all tasks done.
    @Sendable static func awaitGuest(_ context: WorkflowContext) async throws {
        let server = context.server.value
        guard let placement = server.currentPlacement else {
            throw Fault(code: 500, message: "The server has no host.")
        }
        let power = server.power
        let tasks = server.tasks.map(\.id)
        _ = try await HostReports(context.services).report(
            placement, generation: server.generation, until: context.record.value.deadline
        ) { report in
            report.powerGeneration >= power.generation
                && tasks.allSatisfy { report.tasks[$0]?.isFinished == true }
        }
    }
}
