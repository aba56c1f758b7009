/// A public key of a user, put into servers at their creation.
///
/// Source: Compute API reference, section "Keypairs".
package struct KeyPair: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable { case ssh, x509 }

    package var name: String
    package var owner: ID<User>
    package var kind: Kind
    package var publicKey: String
    package var fingerprint: String
    package var createdAt: Timestamp

    package init(
        name: String, owner: ID<User>, kind: Kind, publicKey: String, fingerprint: String, createdAt: Timestamp
    ) {
        self.name = name
        self.owner = owner
        self.kind = kind
        self.publicKey = publicKey
        self.fingerprint = fingerprint
        self.createdAt = createdAt
    }
}
