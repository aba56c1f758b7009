internal import HostLink
internal import Model
internal import Runtime
internal import Store

extension WorkflowTable {
    /// Nothing of the server is left when its record goes. It knows no way back: a deletion is never given up.
    static let deleteServer = WorkflowTable(
        steps: [
            Step("withdraw", undo: .none(because: "a deletion goes only forward"), run: withdraw),
            Step("ports", undo: .none(because: "a deletion goes only forward"), run: releasePorts),
        ],
        finish: { try await finishDeletion($0) },
        fail: nil
    )

    private static func finishDeletion(_ context: WorkflowContext) async throws {
        let store = context.services.store
        try await context.end { server in
            var tombstone = server
            tombstone.phase = try server.phase.after(.gone)
            tombstone.operation = nil
            tombstone.placements = []
            tombstone.terminatedAt = context.runtime.now
            tombstone.updatedAt = context.runtime.now
            // A host that is down still has the spec that tells it to remove the machine when it returns.
            let gone = HostReports(context.services).cleared(server.placements)
            return try await HostClaim(store).releasing(server.placements)
                + SpecWriter.removal(gone)
                + UsageChange(store).removing(server)
                + Collection.removal(context.server)
                + Collection.overwrite(server.id.value, DeletedServer(server: tombstone))
                + ServerEnding(context).action(report: nil, failure: nil)
                + Transaction(changes: server.hasUserData ? [.delete(UserData.key(of: server.id))] : [])
        }
    }
}
