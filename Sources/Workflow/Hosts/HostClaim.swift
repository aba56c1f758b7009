internal import Model
internal import Store

/// What is taken of a host, as the store has it, with the change that takes more or gives back.
struct HostClaim {
    private let store: any Store

    init(_ store: any Store) { self.store = store }

    func read(_ host: ID<Host>) async throws -> ReadClaims {
        let reading = try await store.get(HostClaims.prefix + host.value, at: nil)
        return ReadClaims(
            host: host, stored: try reading.value.map { try Stored<HostClaims>($0) }, revision: reading.revision)
    }

    /// Gives back what these placements took; nothing where the host has no claims.
    func releasing(_ placements: [Placement]) async throws -> Transaction {
        var transaction = Transaction()
        for (host, ofHost) in Dictionary(grouping: placements, by: \.host).sorted(by: { $0.key < $1.key }) {
            guard let stored = try await read(host).stored else { continue }
            var claims = stored.value
            for placement in ofHost { claims.remove(placement) }
            transaction = try transaction + Collection.update(stored, to: claims)
        }
        return transaction
    }
}

/// A host's claims at one revision.
struct ReadClaims {
    let host: ID<Host>
    let stored: Stored<HostClaims>?
    let revision: Revision

    var claims: HostClaims { stored?.value ?? HostClaims() }

    func adding(_ placement: Placement) throws -> Transaction {
        var claims = claims
        claims.add(placement)
        guard let stored else { return try Collection.insertion(host.value, claims) }
        return try Collection.update(stored, to: claims)
    }
}
