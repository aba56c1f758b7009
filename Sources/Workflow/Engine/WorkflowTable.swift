internal import Model

/// A workflow as a table: its steps in order, and what is recorded at its end.
struct WorkflowTable: Sendable {
    let steps: [Step]
    /// The last commit after all steps.
    let finish: @Sendable (WorkflowContext) async throws -> Void
    /// The last commit after a failure, when all steps are undone; nil for a workflow that knows no way back: whatever
    /// fails in it is tried again for ever.
    let fail: (@Sendable (WorkflowContext, Fault) async throws -> Void)?

    static func table(of kind: WorkflowRecord.Kind) -> WorkflowTable {
        switch kind {
        case .createServer: .createServer
        case .deleteServer: .deleteServer
        case .startServer, .stopServer, .rebootServer, .rescueServer, .unrescueServer: .changePower
        }
    }
}
