internal import HostLink
internal import Logging
package import Model
internal import Runtime
internal import Store

extension ServerOperations {
    /// Records the servers; they are built afterwards.
    ///
    /// - Returns: the servers as recorded, in the order of their launch indexes.
    /// - Throws: `RequestRefusal`, `CloudError` or `StoreError`; then none of the servers comes to be: what was recorded
    ///   before the failure is deleted, as soon as the store takes that.
    package func create(
        _ request: ServerRequest, caller: Caller, requestID: RequestID
    ) async throws -> [Server] {
        let order = try await ServerOrder(request, for: caller, services)
        let reservation = "r-" + String(services.runtime.uuid().filter { $0 != "-" }.prefix(8))
        let count = try await affordable(order, project: caller.project)
        var servers: [Server] = []
        for batch in stride(from: 0, to: count, by: Self.serversPerTransaction) {
            let indexes = batch..<min(count, batch + Self.serversPerTransaction)
            var drafts: [AcceptedWorkflow] = []
            do {
                drafts = try await self.drafts(order, indexes, reservation, caller, requestID)
                try await record(drafts, order, caller)
                servers += drafts.map(\.server)
            } catch {
                if servers.count >= request.minCount { return servers }
                // What failed last may have come to be, with only the answer lost.
                withdraw(servers.map(\.id) + drafts.map(\.server.id), caller, requestID)
                throw error
            }
        }
        return servers
    }

    /// Deletes what a request leaves that was refused in the middle. Nobody else would: the client knows none of it.
    private func withdraw(_ servers: [ID<Server>], _ caller: Caller, _ requestID: RequestID) {
        _ = services.runtime.spawn("withdrawal of \(requestID)") { [self] in
            for server in servers {
                while !Task.isCancelled {
                    do {
                        try await delete(server, in: .all, caller: caller, requestID: requestID)
                    } catch RequestRefusal.notFound {
                        // It was not recorded, or is gone.
                    } catch is StoreError {
                        // Cut short by the end of the service, which the loop sees.
                        try? await services.runtime.sleep(for: .seconds(1))
                        continue
                    } catch {
                        services.logger.error(
                            "what is left of a refused request cannot be deleted",
                            metadata: ["server": "\(server)", "error": "\(error)"])
                    }
                    break
                }
            }
        }
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

    private func drafts(
        _ order: ServerOrder, _ indexes: Range<Int>, _ reservation: String, _ caller: Caller, _ requestID: RequestID
    ) async throws -> [AcceptedWorkflow] {
        let first = try await numbers.next(indexes.count)
        let now = services.runtime.now
        return indexes.map { index in
            draft(order, index, number: first + index - indexes.lowerBound, reservation, caller, requestID, now)
        }
    }

    private func record(_ drafts: [AcceptedWorkflow], _ order: ServerOrder, _ caller: Caller) async throws {
        while true {
            let usage: Transaction
            do {
                usage = try await UsageChange(services.store).adding(
                    order.flavor, count: drafts.count, project: caller.project,
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
            if try await controller.accept(transaction, starting: drafts) != nil { return }
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
}
