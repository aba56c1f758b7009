internal import Hummingbird
internal import JSON
internal import Model
internal import Runtime
internal import Store
internal import Workflow

/// `POST /flavors`, `PUT /flavors/{flavor}`, `DELETE /flavors/{flavor}`
///
/// Source: Compute API reference, "Create Flavor", "Update Flavor Description", "Delete Flavor".
struct FlavorChanges: Sendable {
    private static let largest = Int(Int32.max)

    let compute: Compute

    func create(_ request: ComputeRequest) async throws -> Response {
        let flavor = try decode(try await request.fields(of: "flavor"), request.version)
        let flavors = try await compute.records(Flavor.self).list().map(\.value)
        if flavors.contains(where: { $0.name == flavor.name }) {
            throw APIError.conflict("Flavor with name \(flavor.name) already exists.")
        }
        let insertion = try Collection<Flavor>.insertion(flavor.id.value, flavor)
        guard case .committed(let revision) = try await compute.services.store.commit(insertion) else {
            throw APIError.conflict("Flavor with ID \(flavor.id) already exists.")
        }
        try await compute.services.replicas.flavors.wait(for: revision)
        return answer(flavor, request)
    }

    private func decode(_ fields: Fields, _ version: Microversion) throws(APIError) -> Flavor {
        var fields = fields
        var flavor = Flavor(
            id: try id(&fields),
            name: try fields.resourceName("name"),
            vcpus: try fields.integer("vcpus", in: 1...Self.largest),
            memoryMiB: try fields.integer("ram", in: 1...Self.largest),
            rootGiB: try fields.integer("disk", in: 0...Self.largest),
            ephemeralGiB: try fields.optionalInteger("OS-FLV-EXT-DATA:ephemeral", in: 0...Self.largest) ?? 0,
            swapMiB: try fields.optionalInteger("swap", in: 0...Self.largest) ?? 0,
            isPublic: try fields.optionalBool("os-flavor-access:is_public") ?? true,
            rxtxFactor: try factor(&fields)
        )
        if version >= .flavorDescription {
            flavor.description = try fields.optionalString("description", length: 0...65_535)
        }
        try fields.finish()
        return flavor
    }

    private func id(_ fields: inout Fields) throws(APIError) -> ID<Flavor> {
        guard let value = fields.optional("id"), !value.isNull, value != "auto", value != "" else {
            return compute.services.runtime.id()
        }
        let text = value.integerValue.map(String.init) ?? value.stringValue ?? ""
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_. ".unicodeScalars.contains(scalar)
        }
        guard isPlain, (1...255).contains(text.count), text.first != " ", text.last != " " else {
            throw fields.refusal("id", value, "must have 1 to 255 letters, digits, spaces and '-_.'")
        }
        return ID(text)
    }

    private func factor(_ fields: inout Fields) throws(APIError) -> Double {
        guard let value = fields.optional("rxtx_factor"), !value.isNull else { return 1 }
        let number: Double? =
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            case .string(let text): Double(text)
            default: nil
            }
        guard let number, number > 0, number.isFinite else {
            throw fields.refusal("rxtx_factor", value, "must be a number above 0")
        }
        return number
    }

    func update(_ request: ComputeRequest) async throws -> Response {
        var fields = try await request.fields(of: "flavor")
        guard fields.has("description") else {
            throw APIError.badRequest("'flavor.description' is required, and it is missing.")
        }
        let description = try fields.optionalString("description", length: 0...65_535)
        try fields.finish()
        return answer(try await compute.editFlavor(request) { $0.description = description }, request)
    }

    func delete(_ request: ComputeRequest) async throws -> Response {
        while true {
            let id = request.parameter("flavor")
            guard let stored = try await compute.records(Flavor.self).get(id) else {
                throw APIError.notFound("Flavor", id)
            }
            let removal = Collection<Flavor>.removal(stored)
            if case .committed(let revision) = try await compute.services.store.commit(removal) {
                try await compute.services.replicas.flavors.wait(for: revision)
                return .empty(.accepted)
            }
        }
    }

    private func answer(_ flavor: Flavor, _ request: ComputeRequest) -> Response {
        .json { writer in
            writer.beginObject()
            writer.name("flavor")
            FlavorView(flavor, request).write(to: &writer)
            writer.endObject()
        }
    }
}

extension Compute {
    /// Changes the flavor in the path.
    ///
    /// - Throws: 404, and what `change` throws.
    func editFlavor(_ request: ComputeRequest, _ change: (inout Flavor) throws -> Void) async throws -> Flavor {
        let id = request.parameter("flavor")
        guard let stored = try await records(Flavor.self).modify(id, change) else {
            throw APIError.notFound("Flavor", id)
        }
        try await services.replicas.flavors.wait(for: stored.revision)
        return stored.value
    }
}
