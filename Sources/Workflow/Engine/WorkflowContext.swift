internal import HostLink
internal import Logging
internal import Model
internal import Runtime
internal import Store

/// What a step works with: its workflow, its server as last read, and the only way to record what it did.
final class WorkflowContext {
    let services: WorkflowServices
    let id: ID<WorkflowRun>
    let logger: Logger
    /// When its time is over, on the clock that never jumps.
    let deadline: Duration
    private(set) var record: Stored<WorkflowRecord>
    private(set) var server: Stored<Server>
    /// Where the owner's key was made: what each commit compares.
    private let owned: Revision
    /// What was done so far, for the action's events.
    private(set) var events: [InstanceAction.Event] = []

    /// What a resumed workflow has at least, however long nobody ran it or wherever the wall clock has jumped meanwhile.
    private static let leastTime: Duration = .seconds(60)

    init(
        services: WorkflowServices, record: Stored<WorkflowRecord>, server: Stored<Server>, owned: Revision
    ) {
        self.services = services
        self.record = record
        self.server = server
        self.owned = owned
        id = record.value.id
        let (given, left) = (
            record.value.deadline - record.value.startedAt, record.value.deadline - services.runtime.now
        )
        deadline = services.runtime.uptime + min(max(left, Self.leastTime), given)
        var logger = services.logger
        logger[metadataKey: "server"] = "\(record.value.server)"
        logger[metadataKey: "request_id"] = "\(record.value.request)"
        self.logger = logger
    }

    var runtime: any Runtime { services.runtime }
    var caller: Caller { record.value.caller }

    var ownership: Transaction.Compare { .created(WorkflowOwner.prefix + id.value, owned) }

    /// Passes a fail point named for the workflow and the place in it.
    func pass(_ place: String) async throws {
        try await runtime.pass(FailPoint("workflow.\(record.value.kind.rawValue).\(place)"))
    }

    /// Changes the server's record, with whatever else belongs to that change, if this workflow still has the server.
    ///
    /// - Parameters:
    ///   - change: what becomes of the record; called again on the newer record when somebody else changed it meanwhile.
    ///   - others: further changes of the same transaction, for the changed record; what it reads for them may complete
    ///     the record.
    /// - Throws: `WorkflowInterruption` when the server or the workflow is no longer ours.
    func commit(
        _ change: (inout Server) throws -> Void,
        with others: (inout Server) async throws -> Transaction = { _ in Transaction() }
    ) async throws {
        while true {
            guard server.value.operation?.workflow == id else { throw WorkflowInterruption.preempted }
            var value = server.value
            try change(&value)
            value.updatedAt = runtime.now
            var transaction = try await others(&value)
            transaction.compares.append(ownership)
            if case .committed(let revision) = try await services.store.commit(
                transaction + Collection.update(server, to: value))
            {
                server = Stored(
                    key: server.key, value: value, created: server.created, revision: revision, lease: server.lease)
                return
            }
            try await refresh()
        }
    }

    /// Commits what ends the workflow; its record and its owner's key go with it.
    func end(_ transaction: (Server) async throws -> Transaction) async throws {
        while true {
            guard server.value.operation?.workflow == id else { throw WorkflowInterruption.preempted }
            var ending = try await transaction(server.value)
            ending.compares.append(ownership)
            ending.changes += [
                .delete(WorkflowRecord.prefix + id.value), .delete(WorkflowOwner.prefix + id.value),
            ]
            if case .committed = try await services.store.commit(ending) { return }
            try await refresh()
        }
    }

    /// Records why the workflow is being undone, so that whoever runs it next goes on undoing.
    func recordFailure(_ fault: Fault) async throws {
        while record.value.failure == nil {
            var value = record.value
            value.failure = fault
            var transaction = try Collection.update(record, to: value)
            transaction.compares.append(ownership)
            if case .committed(let revision) = try await services.store.commit(transaction) {
                record = Stored(
                    key: record.key, value: value, created: record.created, revision: revision, lease: record.lease)
                return
            }
            try await refresh()
            guard let current = try await Collection<WorkflowRecord>(services.store).get(id.value) else {
                throw WorkflowInterruption.ownershipLost
            }
            record = current
        }
    }

    /// Reads the server again.
    func refresh() async throws {
        guard let owner = try await services.store.get(WorkflowOwner.prefix + id.value), owner.created == owned else {
            throw WorkflowInterruption.ownershipLost
        }
        guard let current = try await Collection<Server>(services.store).get(record.value.server.value) else {
            throw WorkflowInterruption.serverGone
        }
        server = current
    }

    func note(_ event: InstanceAction.Event) { events.append(event) }
}
