internal import Hummingbird
internal import JSON
internal import Model
internal import Store

/// `/flavors/{flavor}/os-extra_specs`
///
/// Source: Compute API reference, section "Flavors extra-specs".
struct FlavorExtraSpecs: Sendable {
    let compute: Compute

    func list(_ request: ComputeRequest) async throws -> Response {
        answer(try await compute.flavor(request).value.extraSpecs)
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        let key = request.parameter("key")
        guard let value = try await compute.flavor(request).value.extraSpecs[key] else {
            throw missing(key, request)
        }
        return .json(.object([JSONValue.Member(key, .string(value))]))
    }

    /// Adds to what is there.
    func create(_ request: ComputeRequest) async throws -> Response {
        var body = try Fields(try await request.document(), path: "")
        guard let value = body.optional("extra_specs"), let members = value.members else {
            throw APIError.badRequest("'extra_specs' is required, and must be an object.")
        }
        try body.finish()
        var specs: [String: String] = [:]
        for member in members { specs[member.name] = try text(member, in: "extra_specs") }
        let added = specs
        _ = try await compute.editFlavor(request) { $0.extraSpecs.merge(added) { $1 } }
        return answer(added)
    }

    func update(_ request: ComputeRequest) async throws -> Response {
        let key = request.parameter("key")
        guard let members = try await request.document().members, members.count == 1, let member = members.first,
            member.name == key
        else { throw APIError.badRequest("Request body and URI mismatch") }
        let value = try text(member, in: "body")
        _ = try await compute.editFlavor(request) { $0.extraSpecs[key] = value }
        return .json(.object([JSONValue.Member(key, .string(value))]))
    }

    func delete(_ request: ComputeRequest) async throws -> Response {
        let key = request.parameter("key")
        _ = try await compute.editFlavor(request) { flavor in
            guard flavor.extraSpecs.removeValue(forKey: key) != nil else { throw missing(key, request) }
        }
        return .empty(.ok)
    }

    /// Numbers and truth values are kept as text, as clients send both.
    private func text(_ member: JSONValue.Member, in path: String) throws(APIError) -> String {
        let isPlain = member.name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_:. ".unicodeScalars.contains(scalar)
        }
        guard isPlain, (1...255).contains(member.name.count) else {
            throw .badRequest(
                "Invalid input for '\(path)': a key has 1 to 255 letters, digits, spaces and '-_:.'; the key is "
                    + "'\(member.name.prefix(64))'."
            )
        }
        let text: String? =
            switch member.value {
            case .string(let text): text
            case .integer(let number): String(number)
            case .number(let number): "\(number)"
            case .bool(let flag): flag ? "True" : "False"
            default: nil
            }
        guard let text, text.count <= 255 else {
            throw .badRequest("Invalid input for '\(path).\(member.name)': must be a string of at most 255 characters.")
        }
        return text
    }

    private func missing(_ key: String, _ request: ComputeRequest) -> APIError {
        APIError(
            .notFound,
            "Flavor \(request.parameter("flavor")) has no extra specs with key \(key.prefix(64))."
        )
    }

    private func answer(_ specs: [String: String]) -> Response { .json(["extra_specs": JSONValue(specs)]) }
}
