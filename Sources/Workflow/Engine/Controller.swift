internal import Logging
package import Model
internal import Runtime
package import Store

/// Runs workflows: those that it accepted, and those whose owner is gone.
///
/// There may be as many controllers as one likes, and no leader: a workflow belongs to whoever holds its owner's key.
package actor Controller {
    /// How long a controller may be silent before others take its workflows over.
    private static let leaseTime: Duration = .seconds(10)
    private static let keepAliveEvery: Duration = .seconds(3)
    /// Wake-ups may be lost; this is how often it looks without one.
    private static let sweepEvery: Duration = .seconds(5)

    package nonisolated let services: WorkflowServices
    private let name: String
    private var lease: LeaseID?
    private var runs: [ID<WorkflowRun>: RunningTask] = [:]
    /// Being recorded: the replica may show them before their run has begun.
    private var beginning: Set<ID<WorkflowRun>> = []
    private var waitingForLease: [CheckedContinuation<Void, Never>] = []
    private var isStopped = false

    package init(_ services: WorkflowServices, name: String) {
        self.services = services
        self.name = name
    }

    /// Works until cancelled; then leaves its workflows to others at once.
    package func run() async throws {
        await services.replicas.ready()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.holdLease() }
            group.addTask { try await self.adoptOrphans() }
            group.addTask { try await self.sweep() }
            do {
                try await group.next()
            } catch {
                group.cancelAll()
                await self.stop()
                throw error
            }
        }
    }

    /// Records the operation with its workflow and begins to run it.
    ///
    /// - Parameter transaction: the server's record with the operation in it, and what belongs to it.
    /// - Returns: the revision of the commit, or nil where a compare did not hold.
    package func accept(
        _ transaction: Transaction, starting workflows: [AcceptedWorkflow]
    ) async throws -> Revision? {
        let ids = workflows.map(\.record.id)
        beginning.formUnion(ids)
        defer { beginning.subtract(ids) }
        guard let revision = try await record(transaction, workflows) else { return nil }
        for workflow in workflows {
            start(
                Stored(
                    key: workflow.record.id.value, value: workflow.record, created: revision, revision: revision),
                server: Stored(
                    key: workflow.server.id.value, value: workflow.server, created: workflow.created ?? revision,
                    revision: revision),
                owned: revision)
        }
        return revision
    }

    /// Under a lease that the store still knows: after a hang the one that is held may have run out unnoticed.
    private func record(_ transaction: Transaction, _ workflows: [AcceptedWorkflow]) async throws -> Revision? {
        while true {
            let lease = await currentLease()
            do {
                return try await record(transaction, workflows, under: lease)
            } catch StoreError.noLease {
                if self.lease == lease { self.lease = nil }
            }
        }
    }

    /// An answer may be lost after the commit: then the owner's key tells whether it was made, so that no workflow is left
    /// that has an owner and is run by nobody.
    private func record(
        _ transaction: Transaction, _ workflows: [AcceptedWorkflow], under lease: LeaseID
    ) async throws -> Revision? {
        var transaction = transaction
        for workflow in workflows {
            let owner = WorkflowOwner(controller: name, since: services.runtime.now)
            transaction =
                try transaction + Collection.insertion(workflow.record.id.value, workflow.record)
                + Collection.insertion(workflow.record.id.value, owner, lease: lease)
        }
        do {
            guard case .committed(let revision) = try await services.store.commit(transaction) else { return nil }
            return revision
        } catch StoreError.unavailable(let reason) {
            guard let first = workflows.first,
                let owner = try await services.store.get(WorkflowOwner.prefix + first.record.id.value)
            else { throw StoreError.unavailable(reason) }
            return owner.created
        }
    }

    private func start(_ record: Stored<WorkflowRecord>, server: Stored<Server>, owned: Revision) {
        guard !isStopped else { return }
        let id = record.value.id
        let services = services
        runs[id] = services.runtime.spawn("workflow \(id)") {
            let context = WorkflowContext(services: services, record: record, server: server, owned: owned)
            await WorkflowRunner(context).run()
            await self.ended(id)
        }
    }

    private func ended(_ id: ID<WorkflowRun>) { runs[id] = nil }

    // MARK: The lease

    private func currentLease() async -> LeaseID {
        while true {
            if let lease { return lease }
            await withCheckedContinuation { waitingForLease.append($0) }
        }
    }

    private func holdLease() async throws {
        while true {
            do {
                let granted = try await services.store.grantLease(lasting: Self.leaseTime)
                lease = granted
                for waiter in waitingForLease { waiter.resume() }
                waitingForLease = []
                while true {
                    try await services.runtime.sleep(for: Self.keepAliveEvery)
                    try await services.store.keepAlive(granted)
                }
            } catch StoreError.noLease {
                services.logger.warning("the controller's lease has expired; its workflows are taken over")
            } catch StoreError.unavailable(let reason) {
                services.logger.error("the controller's lease cannot be kept", metadata: ["reason": "\(reason)"])
                try await services.runtime.sleep(for: .seconds(1))
            }
            lease = nil
            for run in runs.values { run.cancel() }
        }
    }

    private func stop() async {
        isStopped = true
        for run in runs.values { run.cancel() }
        for run in runs.values { await run.finished() }
        if let lease { try? await services.store.revoke(lease) }
        lease = nil
    }

    // MARK: Adoption

    private func adoptOrphans() async throws {
        let changes = services.replicas.owners.changes()
        _ = await currentLease()
        try await adoptAll()
        for await change in changes {
            if case .removed(let stored) = change { try await adopt(ID(stored.key)) }
        }
        try Task.checkCancellation()
    }

    private func sweep() async throws {
        while true {
            try await services.runtime.sleep(for: Self.sweepEvery)
            try await adoptAll()
        }
    }

    private func adoptAll() async throws {
        for workflow in services.replicas.workflows.all() { try await adopt(workflow.value.id) }
    }

    /// Takes a workflow over if it is still there and nobody runs it: it has no owner, or one of this name that does not
    /// know of it, because the answer to taking it was lost.
    private func adopt(_ id: ID<WorkflowRun>) async throws {
        if let owner = services.replicas.owners.get(id.value), owner.value.controller != name { return }
        guard runs[id] == nil, beginning.insert(id).inserted else { return }
        defer { beginning.remove(id) }
        guard let lease else { return }
        do {
            guard let record = try await Collection<WorkflowRecord>(services.store).get(id.value) else { return }
            let earlier = try await Collection<WorkflowOwner>(services.store).get(id.value)
            if let earlier, earlier.value.controller != name { return }
            let owner = WorkflowOwner(controller: name, since: services.runtime.now)
            let claim =
                try earlier.map { try Collection.unchanged($0) + Collection.overwrite(id.value, owner, lease: lease) }
                ?? Collection.insertion(id.value, owner, lease: lease)
            guard
                case .committed(let revision) = try await services.store.commit(Collection.unchanged(record) + claim)
            else { return }
            guard let server = try await Collection<Server>(services.store).get(record.value.server.value) else {
                _ = try await services.store.commit(
                    Transaction(changes: [
                        .delete(WorkflowRecord.prefix + id.value), .delete(WorkflowOwner.prefix + id.value),
                    ]))
                return
            }
            services.logger.notice("workflow is taken over", metadata: ["workflow": "\(id)"])
            start(record, server: server, owned: earlier?.created ?? revision)
        } catch {
            services.logger.error("workflow cannot be taken over now", metadata: ["error": "\(error)"])
        }
    }
}

/// A workflow to be recorded with the change that it belongs to.
package struct AcceptedWorkflow: Sendable {
    package let record: WorkflowRecord
    /// The server as the transaction puts it.
    package let server: Server
    /// When the server's record was made; nil where the transaction makes it.
    package let created: Revision?

    package init(record: WorkflowRecord, server: Server, created: Revision?) {
        self.record = record
        self.server = server
        self.created = created
    }
}
