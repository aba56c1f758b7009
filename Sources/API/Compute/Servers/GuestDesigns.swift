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
        let outcome = try await explained(machine, on: placement.host)
        return .json { writer in
            writer.beginObject()
            writer.name("guest_design")
            writer.beginObject()
            writer.member("host", placement.host.value)
            GuestDesignView(outcome).writeMembers(to: &writer)
            writer.endObject()
            writer.endObject()
        }
    }

    /// The body is that of `POST /servers`, and is refused as there.
    func preview(_ request: ComputeRequest) async throws -> Response {
        let creation = try ServerCreation(
            try await request.document(), version: request.version, isAdmin: request.caller.isAdmin,
            maximumCount: compute.services.settings.maximumServersPerRequest)
        let preview = try await compute.operations.preview(
            creation.request, caller: request.caller, requestID: request.requestID)
        let outcome: GuestDesignView.Outcome
        if let placed = preview.placed {
            outcome = try await explained(placed.machine, on: placed.host)
        } else {
            outcome = .failure(GuestRefusal(preview.refusal ?? ""))
        }
        return .json { writer in
            writer.beginObject()
            writer.name("guest_design")
            writer.beginObject()
            writer.member("host", preview.placed?.host.value)
            writer.name("verdicts")
            writer.beginArray()
            for verdict in preview.verdicts { verdict.write(to: &writer) }
            writer.endArray()
            GuestDesignView(outcome).writeMembers(to: &writer)
            writer.endObject()
            writer.endObject()
        }
    }

    private func explained(_ machine: Machine, on host: ID<Host>) async throws -> GuestDesignView.Outcome {
        do {
            return .success(try await compute.guestExplanations.explanation(of: machine, on: host))
        } catch let refusal as GuestRefusal {
            return .failure(refusal)
        }
    }
}

extension ServerPreview.Verdict {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("host", host.value)
        writer.member("passes", refusal == nil)
        writer.member("filter", refusal?.filter)
        writer.member("reason", refusal?.reason)
        writer.endObject()
    }
}
