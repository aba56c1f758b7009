/// One step of a workflow: what it does and how that is undone.
///
/// A step may be run again after a crash at any point of it, so what it does outside is find-or-create by a tag of
/// ours, and what it did is recorded with `WorkflowContext.commit`.
struct Step: Sendable {
    enum Undo: Sendable {
        /// Nothing to undo, and why.
        case none(because: String)
        /// Finds by tag what the step may have made, and unmakes it; safe to repeat.
        case step(@Sendable (WorkflowContext) async throws -> Void)
    }

    let name: String
    let run: @Sendable (WorkflowContext) async throws -> Void
    let undo: Undo

    init(_ name: String, undo: Undo, run: @escaping @Sendable (WorkflowContext) async throws -> Void) {
        self.name = name
        self.undo = undo
        self.run = run
    }
}
