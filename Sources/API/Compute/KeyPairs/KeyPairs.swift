internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Runtime
internal import Store
internal import Workflow

/// `/os-keypairs`
///
/// Source: Compute API reference, section "Keypairs".
struct KeyPairs: Sendable {
    let compute: Compute

    func list(_ request: ComputeRequest) async throws -> Response {
        var query = request.query
        let page =
            request.version >= .keyPairPages
            ? try Page(&query, maximum: compute.services.settings.maximumPage) : nil
        let owner = try owner(&query, request)
        try request.finish(query)
        let pairs = try await compute.records(KeyPair.self).list(under: "\(owner)/").map(\.value)
        let (shown, next) = try page?.cut(pairs, id: \.name) ?? (pairs[...], nil)
        return request.list("keypairs", shown, next: next, path: "os-keypairs") {
            KeyPairView(pair: $0, version: request.version).writeListed(to: &$1)
        }
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        let pair = try await find(request).value
        return .json { writer in
            writer.beginObject()
            writer.name("keypair")
            KeyPairView(pair: pair, version: request.version).writeShown(to: &writer)
            writer.endObject()
        }
    }

    func delete(_ request: ComputeRequest) async throws -> Response {
        let stored = try await find(request)
        let removal = Collection<KeyPair>.removal(stored)
        guard case .committed(let revision) = try await compute.services.store.commit(removal) else {
            throw APIError.conflict("Keypair \(stored.value.name) was changed meanwhile. Send the request again.")
        }
        try await compute.services.replicas.keyPairs.wait(for: revision)
        return .empty(request.version >= .keyPairTypes ? .noContent : .accepted)
    }

    private func find(_ request: ComputeRequest) async throws -> Stored<KeyPair> {
        var query = request.query
        let owner = try owner(&query, request)
        try request.finish(query)
        let name = request.parameter("keypair")
        guard let stored = try await compute.records(KeyPair.self).get("\(owner)/\(name)") else {
            throw APIError(.notFound, "Keypair \(name) not found for user \(owner)")
        }
        return stored
    }

    /// The caller, or whom an administrator names.
    private func owner(_ query: inout Query, _ request: ComputeRequest) throws(APIError) -> ID<User> {
        guard request.version >= .keyPairsOfOthers, let user = query.last("user_id"), user != request.caller.user.value
        else { return request.caller.user }
        try request.check(.useKeyPairsOfOthers)
        return ID(user)
    }

    func create(_ request: ComputeRequest) async throws -> Response {
        var fields = try await request.fields(of: "keypair")
        let (pair, privateKey) = try decode(&fields, request)
        try fields.finish()
        let pairs = compute.records(KeyPair.self)
        let limit = try await compute.operations.limits(of: request.caller.project).keyPairs
        if limit >= 0, try await pairs.list(under: "\(pair.owner)/").count >= limit {
            throw APIError.forbidden("Quota exceeded, too many key pairs.")
        }
        let insertion = try Collection.insertion("\(pair.owner)/\(pair.name)", pair)
        guard case .committed(let revision) = try await compute.services.store.commit(insertion) else {
            throw APIError.conflict("Key pair '\(pair.name)' already exists.")
        }
        try await compute.services.replicas.keyPairs.wait(for: revision)
        return .json(status: request.version >= .keyPairTypes ? .created : .ok) { writer in
            writer.beginObject()
            writer.name("keypair")
            KeyPairView(pair: pair, version: request.version).writeCreated(privateKey, to: &writer)
            writer.endObject()
        }
    }

    private func decode(
        _ fields: inout Fields,
        _ request: ComputeRequest
    ) throws(APIError) -> (KeyPair, Secret?) {
        let name = try fields.resourceName("name")
        guard name.utf8.allSatisfy(Self.isNameByte) else {
            throw fields.refusal("name", .string(name), "must have ASCII letters, digits, spaces and '-_' only")
        }
        let kind = try kind(&fields, request.version)
        var owner = request.caller.user
        if request.version >= .keyPairsOfOthers, let user = try fields.optionalString("user_id", length: 1...255) {
            owner = ID(user)
            if owner != request.caller.user { try request.check(.useKeyPairsOfOthers) }
        }
        let (key, privateKey) = try key(&fields, kind)
        let pair = KeyPair(
            name: name,
            owner: owner,
            kind: key.kind,
            publicKey: key.text,
            fingerprint: key.fingerprint,
            createdAt: compute.services.runtime.now
        )
        return (pair, privateKey)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private func kind(_ fields: inout Fields, _ version: Microversion) throws(APIError) -> KeyPair.Kind {
        guard version >= .keyPairTypes, let text = try fields.optionalString("type") else { return .ssh }
        guard let kind = KeyPair.Kind(rawValue: text) else {
            throw fields.refusal("type", .string(text), "must be 'ssh' or 'x509'")
        }
        return kind
    }

    private func key(_ fields: inout Fields, _ kind: KeyPair.Kind) throws(APIError) -> (PublicKey, Secret?) {
        guard let text = try fields.optionalString("public_key", length: 0...16_384) else {
            guard kind == .ssh else {
                throw .badRequest("Keypair data is invalid: x509 certificates are not made here. Give 'public_key'.")
            }
            let generated = GeneratedKey()
            guard let key = PublicKey(generated.publicKey, kind: kind) else {
                throw APIError(.internalServerError, "The key could not be made.")
            }
            return (key, generated.privateKey)
        }
        guard let key = PublicKey(text, kind: kind) else {
            throw .badRequest("Keypair data is invalid: failed to generate fingerprint")
        }
        return (key, nil)
    }
}
