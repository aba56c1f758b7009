internal import Cloud
internal import HostLink
internal import Model
internal import Runtime
internal import Store

// How what a server has is given back. Each finds what there is by the server's own tags, and may be repeated.

extension WorkflowTable {
    /// Tells every host to remove what it holds, and waits until it has.
    @Sendable static func withdraw(_ context: WorkflowContext) async throws {
        if context.server.value.placements.contains(where: { !$0.isWithdrawn }) {
            try await context.commit { server in
                for index in server.placements.indices { server.placements[index].isWithdrawn = true }
                server.generation += 1
            } with: {
                try await SpecWriter(context.services).specs(of: $0)
            }
        }
        try await context.pass("withdraw.told")
        for placement in context.server.value.placements {
            try await HostReports(context.services).awaitGone(placement, of: context.server.value)
        }
    }

    @Sendable static func releasePorts(_ context: WorkflowContext) async throws {
        let networks = context.services.networks
        let server = context.server.value
        let known = server.interfaces.compactMap { $0.port?.id }
        let tagged = try await networks.ports(of: server.id).map(\.id)
        for port in Set(known + tagged).sorted() {
            try await context.pass("ports.release.before-call")
            try await networks.releasePort(port, of: server.id)
        }
        if !known.isEmpty {
            try await context.commit { server in
                for index in server.interfaces.indices { server.interfaces[index].port = nil }
            }
        }
    }

    /// Gives back what was claimed, and forgets the placements. A host that is down keeps the spec that tells it to remove
    /// the machine when it returns.
    @Sendable static func releaseClaims(_ context: WorkflowContext) async throws {
        guard !context.server.value.placements.isEmpty else { return }
        let claim = HostClaim(context.services.store)
        let placements = context.server.value.placements
        try await context.commit {
            $0.placements = []
        } with: { _ in
            try await claim.releasing(placements)
                + SpecWriter.removal(HostReports(context.services).cleared(placements))
        }
    }
}
