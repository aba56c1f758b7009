internal import Hummingbird
internal import JSON
internal import Model
internal import Store
internal import Workflow

/// `GET /flavors`, `GET /flavors/detail`, `GET /flavors/{flavor}`
///
/// Source: Compute API reference, section "Flavors".
struct FlavorLists: Sendable {
    let compute: Compute

    func brief(_ request: ComputeRequest) async throws -> Response {
        try answer(request, "flavors") { FlavorView($0, request).writeShort(to: &$1) }
    }

    func detail(_ request: ComputeRequest) async throws -> Response {
        try answer(request, "flavors/detail") { FlavorView($0, request).write(to: &$1) }
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        let flavor = try await compute.flavor(request).value
        return .json { writer in
            writer.beginObject()
            writer.name("flavor")
            FlavorView(flavor, request).write(to: &writer)
            writer.endObject()
        }
    }

    private func answer(
        _ request: ComputeRequest,
        _ path: String,
        _ write: (Flavor, inout JSONWriter) -> Void
    ) throws -> Response {
        var query = request.query
        let page = try Page(&query, maximum: compute.services.settings.maximumPage)
        let flavors = try matching(&query, request)
        try request.finish(query)
        let (shown, next) = try page.cut(flavors, id: \.id.value)
        return request.list("flavors", shown, next: next, path: path, write)
    }

    private func matching(_ query: inout Query, _ request: ComputeRequest) throws(APIError) -> [Flavor] {
        let wantsPublic = try isPublic(&query, request.caller)
        let leastDisk = try query.integer("minDisk", in: 0...Int.max) ?? 0
        let leastMemory = try query.integer("minRam", in: 0...Int.max) ?? 0
        let sort = try FlavorSort(&query)
        let found = compute.services.replicas.flavors.all().map(\.value).filter { flavor in
            (wantsPublic == nil || flavor.isPublic == wantsPublic) && flavor.isUsable(by: request.caller)
                && flavor.rootGiB >= leastDisk && flavor.memoryMiB >= leastMemory
        }
        return sort.sorted(found)
    }

    /// Who is no administrator sees public flavors and those that its project was given; nil is both.
    private func isPublic(_ query: inout Query, _ caller: Caller) throws(APIError) -> Bool? {
        let text = query.last("is_public")
        guard caller.isAdmin else { return nil }
        guard let text else { return true }
        if text.lowercased() == "none" { return nil }
        guard let flag = Bool(openStack: text) else {
            throw .badRequest("Invalid is_public filter [\(text.prefix(64))]")
        }
        return flag
    }
}

extension Compute {
    /// The flavor in the path, if the caller may see it; the store is asked before it is said to be missing.
    ///
    /// - Throws: 404.
    func flavor(_ request: ComputeRequest) async throws -> Stored<Flavor> {
        let id = request.parameter("flavor")
        var stored = services.replicas.flavors.get(id)
        if stored == nil { stored = try await records(Flavor.self).get(id) }
        guard let stored, stored.value.isUsable(by: request.caller) else { throw APIError.notFound("Flavor", id) }
        return stored
    }
}
