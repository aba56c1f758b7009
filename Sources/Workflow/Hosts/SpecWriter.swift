internal import HostLink
internal import Model
internal import Store

/// Writes what a server's hosts shall hold, as part of the transaction that changes the server.
struct SpecWriter {
    private let services: WorkflowServices

    init(_ services: WorkflowServices) { self.services = services }

    /// The specs of all placements of the server as it will be.
    func specs(of server: Server) async throws -> Transaction {
        let userData = server.hasUserData ? try await userData(of: server.id) : nil
        var transaction = Transaction()
        for placement in server.placements {
            let spec = MachineSpec.project(
                server, placement, userData: userData, defaultZone: services.settings.defaultAvailabilityZone)
            transaction =
                try transaction
                + Collection.overwrite(HostKeys(placement.host).spec(placement.id), spec)
        }
        return transaction
    }

    private func userData(of server: ID<Server>) async throws -> [UInt8]? {
        try await services.store.get(UserData.key(of: server))?.value
    }

    /// Forgets the specs and reports of placements whose hosts hold nothing any more.
    static func removal(_ placements: [Placement]) -> Transaction {
        Transaction(
            changes: placements.flatMap { placement in
                let keys = HostKeys(placement.host)
                return [
                    Transaction.Change.delete(MachineSpec.prefix + keys.spec(placement.id)),
                    .delete(MachineReport.prefix + keys.report(placement.id)),
                ]
            })
    }
}
