internal import Cloud
internal import HostLink
internal import Hummingbird
internal import JSON
internal import Model
internal import Store
internal import Workflow

/// `GET /servers/{server}/vireo-guest-design`, `POST /vireo-guest-designs`: why a guest is as it is, and what would come
/// of a request for one. Vireo's own; Nova has nothing like it.
struct GuestDesigns: Sendable {
    let compute: Compute

    func show(_ request: ComputeRequest) async throws -> Response {
        let server = try await compute.server(request).value
        guard let placement = server.currentPlacement else {
            throw APIError.conflict("Instance \(server.id) is not ready: it has no host.")
        }
        let machine = MachineSpec.project(
            server, placement, userData: nil, defaultZone: compute.services.settings.defaultAvailabilityZone
        ).machine
        return try await answer(machine, on: placement.host)
    }

    /// The body is that of `POST /servers`, and is refused as there.
    func preview(_ request: ComputeRequest) async throws -> Response {
        let creation = try ServerCreation(
            try await request.document(), version: request.version, isAdmin: request.caller.isAdmin,
            maximumCount: compute.services.settings.maximumServersPerRequest)
        let preview = try await compute.operations.preview(
            creation.request, caller: request.caller, requestID: request.requestID)
        switch preview.outcome {
        case .placed(let machine, let host): return try await answer(machine, on: host, preview.verdicts)
        case .refused(let reason):
            return GuestDesignView(host: nil, verdicts: preview.verdicts, .failure(GuestRefusal(reason))).response
        }
    }

    private func answer(
        _ machine: Machine, on host: ID<Host>, _ verdicts: [HostVerdict]? = nil
    ) async throws -> Response {
        let outcome: GuestDesignView.Outcome
        do {
            outcome = .success(try await compute.guestExplanations.explanation(of: machine, on: host))
        } catch let refusal as GuestRefusal {
            outcome = .failure(refusal)
        }
        return GuestDesignView(host: host, verdicts: verdicts, outcome).response
    }
}
