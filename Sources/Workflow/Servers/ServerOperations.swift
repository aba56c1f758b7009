internal import HostLink
internal import Logging
package import Model
internal import Runtime
package import Store

/// What clients may do with servers: each is checked, recorded with its workflow in one transaction, and answered; the
/// rest happens afterwards.
package struct ServerOperations: Sendable {
    let controller: Controller
    let numbers: ServerNumbers

    package init(_ controller: Controller) {
        self.controller = controller
        numbers = ServerNumbers(controller.services.store)
    }

    var services: WorkflowServices { controller.services }

    // MARK: Act

    /// Begins a start, stop or reboot, or the way back from a rescue.
    ///
    /// - Throws: `RequestRefusal.phase` where the server's state does not permit it, `.notFound`, `.locked`.
    package func act(
        _ action: ServerAction, on id: ID<Server>, in scope: Scope, caller: Caller, requestID: RequestID
    ) async throws {
        try await begin(action, on: id, in: scope, caller, requestID) { server in
            guard server.currentPlacement != nil else {
                throw RequestRefusal.conflict("Instance \(id) is not ready: it has no host.")
            }
            server.tasks = []
            switch action {
            case .start: server.power = server.power.next(.on)
            case .stop:
                server.power = server.power.next(.off(graceSeconds: services.settings.shutdownTimeout(server)))
            case .reboot(.soft):
                server.tasks = [
                    MachineTask(
                        id: services.runtime.id(),
                        kind: .rebootSoft(graceSeconds: services.settings.waitSoftRebootSeconds))
                ]
            case .reboot(.hard), .unrescue:
                server.rescue = nil
                boot(&server)
            case .rescue, .delete: break
            }
            server.generation += 1
        }
    }

    /// Has the guest made anew and started, whether it runs or not. That it runs is wished from now on, but not asked for a
    /// second time.
    func boot(_ server: inout Server) {
        server.power.state = .on
        server.tasks = [MachineTask(id: services.runtime.id(), kind: .rebootHard)]
    }

    /// Begins the deletion, whatever else is being done; a deletion that is under way already is enough.
    package func delete(
        _ id: ID<Server>, in scope: Scope, caller: Caller, requestID: RequestID
    ) async throws {
        try await begin(.delete, on: id, in: scope, caller, requestID) { _ in }
    }

    func begin(
        _ action: ServerAction, on id: ID<Server>, in scope: Scope, _ caller: Caller, _ requestID: RequestID,
        _ change: (inout Server) throws -> Void
    ) async throws {
        while true {
            let stored = try await server(id, in: scope)
            var server = stored.value
            guard !server.isLocked || caller.isAdmin else { throw RequestRefusal.locked(server: id) }
            if case (.delete, .deleting) = (action, server.phase) { return }
            do {
                server.phase = try server.phase.after(.requested(action))
            } catch {
                throw RequestRefusal.phase(server: id, error)
            }
            try change(&server)
            let now = services.runtime.now
            var record = workflow(
                WorkflowRecord.Kind(action), server, caller, requestID, lasting: timeout(of: action, server), now: now)
            record.predecessor = server.operation?.workflow
            server.operation = Operation(workflow: record.id, request: requestID, deadline: record.deadline)
            server.updatedAt = now
            var transaction = try Collection.update(stored, to: server) + actionRecord(record)
            if action != .delete { transaction = try await transaction + SpecWriter(services).specs(of: server) }
            let accepted = AcceptedWorkflow(record: record, server: server, created: stored.created)
            if try await controller.accept(transaction, starting: [accepted]) != nil { return }
        }
    }

    private func timeout(of action: ServerAction, _ server: Server) -> Duration {
        switch action {
        case .stop: services.settings.operationTimeout + .seconds(services.settings.shutdownTimeout(server))
        case .reboot(.soft): services.settings.operationTimeout + .seconds(services.settings.waitSoftRebootSeconds)
        case .start, .reboot(.hard), .unrescue: services.settings.operationTimeout
        // Its image may have to be fetched.
        case .rescue: services.settings.buildTimeout
        case .delete: .seconds(365 * 86_400)
        }
    }

    // MARK: Change

    /// Changes what does not concern the host's machine: name, description, metadata, lock.
    ///
    /// - Throws: `RequestRefusal.notFound`, and what `change` throws.
    package func edit(
        _ id: ID<Server>, in scope: Scope, _ change: (inout Server) throws -> Void
    ) async throws -> Server {
        let now = services.runtime.now
        let edited = try await Collection<Server>(services.store).modify(id.value, in: scope) { server in
            try change(&server)
            server.updatedAt = now
        }
        guard let edited else { throw RequestRefusal.notFound(kind: "Instance", id: id.value) }
        try await services.replicas.servers.wait(for: edited.revision)
        return edited.value
    }

    /// The server as the store has it.
    ///
    /// - Throws: `RequestRefusal.notFound`.
    package func server(_ id: ID<Server>, in scope: Scope) async throws -> Stored<Server> {
        guard let stored = try await Collection<Server>(services.store).get(id.value, in: scope) else {
            throw RequestRefusal.notFound(kind: "Instance", id: id.value)
        }
        return stored
    }

    func workflow(
        _ kind: WorkflowRecord.Kind, _ server: Server, _ caller: Caller, _ requestID: RequestID,
        lasting: Duration, now: Timestamp
    ) -> WorkflowRecord {
        WorkflowRecord(
            id: services.runtime.id(), kind: kind, server: server.id, request: requestID, caller: caller,
            startedAt: now, deadline: now + lasting)
    }

    func actionRecord(_ record: WorkflowRecord) throws -> Transaction {
        try Collection.overwrite(
            "\(record.server)/\(record.request)",
            InstanceAction(
                server: record.server, request: record.request, action: record.kind.actionName,
                user: record.caller.user, project: record.caller.project, startedAt: record.startedAt))
    }
}

extension WorkflowRecord.Kind {
    fileprivate init(_ action: ServerAction) {
        self =
            switch action {
            case .start: .startServer
            case .stop: .stopServer
            case .reboot: .rebootServer
            case .rescue: .rescueServer
            case .unrescue: .unrescueServer
            case .delete: .deleteServer
            }
    }
}

extension ComputeSettings {
    /// Seconds that this server's guest has to switch itself off; its image may say so.
    fileprivate func shutdownTimeout(_ server: Server) -> Int {
        server.image?.properties["os_shutdown_timeout"].flatMap { Int($0) }.map { min(max($0, 0), 3600) }
            ?? shutdownTimeout
    }
}
