package import Model
internal import Store

/// A workflow under way: enough to run it again from its beginning after a crash.
package struct WorkflowRecord: Record, Hashable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case createServer, deleteServer, startServer, stopServer, rebootServer, rescueServer, unrescueServer
    }

    package static let prefix = "workflows/"

    package var id: ID<WorkflowRun>
    package var kind: Kind
    package var server: ID<Server>
    package var request: RequestID
    /// Who asked; the owner of the server for all that is done on its behalf.
    package var caller: Caller
    package var startedAt: Timestamp
    package var deadline: Timestamp
    /// The workflow that this one cut short, and which must have ended before this one acts.
    package var predecessor: ID<WorkflowRun>?
    /// Why it is being undone; nil while it goes forward.
    package var failure: Fault?

    package init(
        id: ID<WorkflowRun>, kind: Kind, server: ID<Server>, request: RequestID, caller: Caller, startedAt: Timestamp,
        deadline: Timestamp, predecessor: ID<WorkflowRun>? = nil
    ) {
        self.id = id
        self.kind = kind
        self.server = server
        self.request = request
        self.caller = caller
        self.startedAt = startedAt
        self.deadline = deadline
        self.predecessor = predecessor
    }
}
