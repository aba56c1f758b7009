internal import HostLink
internal import Logging
package import Model
internal import Runtime
package import Store

/// What clients may do with servers: each is checked, recorded with its workflow in one transaction, and answered; the
/// rest happens afterwards.
package struct ServerOperations: Sendable {
    private let controller: Controller
    private let numbers: ServerNumbers

    package init(_ controller: Controller) {
        self.controller = controller
        numbers = ServerNumbers(controller.services.store)
    }

    var services: WorkflowServices { controller.services }

    // MARK: Create

    /// Records the servers; they are built afterwards.
    ///
    /// - Returns: the servers as recorded, in the order of their launch indexes.
    /// - Throws: `RequestRefusal`, `CloudError` or `StoreError`; then nothing is recorded.
    package func create(
        _ request: ServerRequest, caller: Caller, requestID: RequestID
    ) async throws -> [Server] {
        let order = try await ServerOrder(request, for: caller, services)
        let reservation = "r-" + String(services.runtime.uuid().filter { $0 != "-" }.prefix(8))
        let count = try await affordable(order, project: caller.project)
        var servers: [Server] = []
        for batch in stride(from: 0, to: count, by: Self.serversPerTransaction) {
            let indexes = batch..<min(count, batch + Self.serversPerTransaction)
            do {
                servers += try await record(order, indexes, reservation, caller, requestID)
            } catch RequestRefusal.overQuota(let exceeded) {
                if servers.count >= request.minCount { return servers }
                for server in servers {
                    try await delete(server.id, in: .all, caller: caller, requestID: requestID)
                }
                throw RequestRefusal.overQuota(exceeded)
            }
        }
        return servers
    }

    /// Six operations a server, and the compares, stay below the store's limit for a transaction.
    private static let serversPerTransaction = 10

    /// As many of the servers as the quota allows, at least the least count.
    func affordable(_ order: ServerOrder, project: ID<Project>) async throws -> Int {
        let usage = UsageChange(services.store)
        do {
            _ = try await usage.adding(
                order.flavor, count: order.request.maxCount, project: project, limits: try await limits(of: project))
            return order.request.maxCount
        } catch let exceeded as QuotaExceeded {
            var count = order.request.maxCount - 1
            while count >= order.request.minCount {
                let allowed = try? await usage.adding(
                    order.flavor, count: count, project: project, limits: try await limits(of: project))
                if allowed != nil { return count }
                count -= 1
            }
            throw RequestRefusal.overQuota(exceeded)
        }
    }

    package func limits(of project: ID<Project>) async throws -> QuotaSet {
        try await Collection<QuotaSet>(services.store).get(project.value)?.value ?? services.settings.quota
    }

    private func record(
        _ order: ServerOrder, _ indexes: Range<Int>, _ reservation: String, _ caller: Caller, _ requestID: RequestID
    ) async throws -> [Server] {
        let first = try await numbers.next(indexes.count)
        let now = services.runtime.now
        let drafts = indexes.map { index in
            draft(order, index, number: first + index - indexes.lowerBound, reservation, caller, requestID, now)
        }
        while true {
            let usage: Transaction
            do {
                usage = try await UsageChange(services.store).adding(
                    order.flavor, count: indexes.count, project: caller.project,
                    limits: try await limits(of: caller.project))
            } catch let exceeded as QuotaExceeded {
                throw RequestRefusal.overQuota(exceeded)
            }
            var transaction = usage
            for draft in drafts {
                transaction = try transaction + Collection.insertion(draft.server.id.value, draft.server)
                transaction = try transaction + actionRecord(draft.record)
                if let userData = order.request.userData {
                    transaction.changes.append(.put(UserData.key(of: draft.server.id), userData, lease: nil))
                }
            }
            if try await controller.accept(transaction, starting: drafts) != nil { return drafts.map(\.server) }
        }
    }

    func draft(
        _ order: ServerOrder, _ index: Int, number: Int, _ reservation: String, _ caller: Caller,
        _ requestID: RequestID, _ now: Timestamp
    ) -> AcceptedWorkflow {
        let request = order.request
        let id: ID<Server> = services.runtime.id()
        let name = request.isMultiple ? "\(request.name)-\(index + 1)" : request.name
        var server = Server(
            id: id, number: number, caller: caller, name: name,
            hostname: Hostname.from(request.hostname ?? name, fallback: "server-\(id)"),
            description: request.description, metadata: request.metadata, flavor: order.flavor, image: order.image,
            key: order.key, hasUserData: request.userData != nil,
            configDrive: request.configDrive == true || order.image.properties["img_config_drive"] == "mandatory"
                || services.settings.forcesConfigDrive,
            availabilityZone: request.availabilityZone, securityGroups: request.securityGroups,
            reservationID: reservation, launchIndex: index, disks: order.disks,
            interfaces: order.interfaces.enumerated().map { position, interface in
                ServerInterface(request: interface.request, tag: interface.tag, name: "\(id)-\(position)")
            }, createdAt: now)
        server.tags = request.tags
        server.accessIPv4 = request.accessIPv4
        server.accessIPv6 = request.accessIPv6
        server.diskConfig = request.diskConfig
        let record = workflow(
            .createServer, server, caller, requestID, lasting: services.settings.buildTimeout, now: now)
        server.operation = Operation(workflow: record.id, request: requestID, deadline: record.deadline)
        return AcceptedWorkflow(record: record, server: server, created: nil)
    }

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
                server.tasks = [MachineTask(id: services.runtime.id(), kind: .rebootHard)]
            case .rescue, .delete: break
            }
            server.generation += 1
        }
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

    private func workflow(
        _ kind: WorkflowRecord.Kind, _ server: Server, _ caller: Caller, _ requestID: RequestID,
        lasting: Duration, now: Timestamp
    ) -> WorkflowRecord {
        WorkflowRecord(
            id: services.runtime.id(), kind: kind, server: server.id, request: requestID, caller: caller,
            startedAt: now, deadline: now + lasting)
    }

    private func actionRecord(_ record: WorkflowRecord) throws -> Transaction {
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
