package import Model
internal import Runtime
internal import Store

extension ServerOperations {
    /// Begins to boot the server from another image, with its own root disk beside it.
    ///
    /// - Parameter image: nil for the operator's `rescue_image_id`, or the server's own where there is none.
    /// - Throws: `RequestRefusal.phase` where the server's state does not permit it, `.badRequest` for an image that will
    ///   not do, `.notFound`, `.locked`.
    package func rescue(
        _ id: ID<Server>, with image: ID<Image>?, in scope: Scope, caller: Caller, requestID: RequestID
    ) async throws {
        let server = try await server(id, in: scope).value
        guard let chosen = image ?? services.settings.rescueImage ?? server.image?.id else {
            throw RequestRefusal.badRequest("Instance \(id) has no image to be rescued with: name one.")
        }
        let found = try await ServerOrder.image(chosen, caller, services)
        try ServerOrder.checkDemands(server.flavor, found)
        try await begin(.rescue, on: id, in: scope, caller, requestID) { server in
            guard server.currentPlacement != nil else {
                throw RequestRefusal.conflict("Instance \(id) is not ready: it has no host.")
            }
            server.rescue = ServerRescue(image: found)
            boot(&server)
            server.generation += 1
        }
    }
}
