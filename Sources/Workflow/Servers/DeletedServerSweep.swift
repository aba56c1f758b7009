internal import Logging
internal import Model
internal import Runtime
internal import Store

/// Forgets deleted servers, and their actions, when they have been told of for long enough.
package struct DeletedServerSweep: Sendable {
    /// Nothing waits for it: what is kept an hour too long does no harm.
    private static let sweepEvery: Duration = .seconds(3600)
    /// Of the operations that one transaction may have.
    private static let batch = 100

    private let services: WorkflowServices

    package init(_ services: WorkflowServices) { self.services = services }

    /// Works until cancelled.
    package func run() async throws {
        while true {
            do {
                try await sweep()
            } catch let error as StoreError {
                services.logger.warning("deleted servers cannot be swept now", metadata: ["error": "\(error)"])
            }
            try await services.runtime.sleep(for: Self.sweepEvery)
        }
    }

    private func sweep() async throws {
        guard let age = services.settings.keepsDeleted else { return }
        let limit = services.runtime.now + (.zero - age)
        for deleted in try await Collection<DeletedServer>(services.store).list() {
            guard let end = deleted.value.server.terminatedAt, end < limit else { continue }
            try await forget(deleted)
        }
    }

    /// The server's own record goes last, so that what an interrupted sweep leaves is found again.
    private func forget(_ deleted: Stored<DeletedServer>) async throws {
        var keys = try await services.store.list("\(InstanceAction.prefix)\(deleted.key)/").value.map(\.key)
        keys.append(DeletedServer.prefix + deleted.key)
        while !keys.isEmpty {
            _ = try await services.store.commit(Transaction(changes: keys.prefix(Self.batch).map { .delete($0) }))
            keys.removeFirst(min(Self.batch, keys.count))
        }
    }
}
