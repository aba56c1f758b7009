internal import JSON
internal import Model

/// A key pair as the API shows it; what is shown differs with the answer.
///
/// Source: Compute API reference, section "Keypairs".
struct KeyPairView {
    let pair: KeyPair
    let version: Microversion

    /// In a list.
    func writeListed(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("keypair")
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
        writer.endObject()
    }

    func writeShown(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.member("user_id", pair.owner.value)
        writer.member("id", StableNumber.of("\(pair.owner)/\(pair.name)"))
        writer.member("created_at", pair.createdAt.iso8601Microseconds)
        writer.member("updated_at", nil)
        writer.member("deleted", false)
        writer.member("deleted_at", nil)
        writer.endObject()
    }

    /// Just made; the private key is shown this once.
    func writeCreated(_ privateKey: Secret?, to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.member("user_id", pair.owner.value)
        if let privateKey { writer.member("private_key", privateKey.revealed) }
        writer.endObject()
    }

    private func writeMembers(to writer: inout JSONWriter) {
        writer.member("name", pair.name)
        writer.member("public_key", pair.publicKey)
        writer.member("fingerprint", pair.fingerprint)
        if version >= .keyPairTypes { writer.member("type", pair.kind.rawValue) }
    }
}
