internal import Crypto
internal import Model

/// A new Ed25519 key pair in the forms that OpenSSH reads.
///
/// Source: OpenSSH, `PROTOCOL.key`; RFC 8709.
struct GeneratedKey {
    private static let type = "ssh-ed25519"
    private static let comment = "Generated-by-Vireo"

    /// One line: type, base64, comment.
    let publicKey: String
    /// A PEM block without a passphrase.
    let privateKey: Secret

    init() {
        let key = Curve25519.Signing.PrivateKey()
        let publicBytes = Array(key.publicKey.rawRepresentation)
        var blob: [UInt8] = []
        blob.append(field: Array(Self.type.utf8))
        blob.append(field: publicBytes)
        publicKey = "\(Self.type) \(Base64.encode(blob)) \(Self.comment)"
        privateKey = Secret(Self.pem(seed: Array(key.rawRepresentation), publicBytes, blob))
    }

    private static func pem(seed: [UInt8], _ publicBytes: [UInt8], _ blob: [UInt8]) -> String {
        let check = SecretBytes.next(4)
        var secrets = check + check
        secrets.append(field: Array(type.utf8))
        secrets.append(field: publicBytes)
        secrets.append(field: seed + publicBytes)
        secrets.append(field: Array(comment.utf8))
        var padding: UInt8 = 1
        while secrets.count % 8 != 0 {
            secrets.append(padding)
            padding += 1
        }
        var bytes = Array("openssh-key-v1\0".utf8)
        bytes.append(field: Array("none".utf8))
        bytes.append(field: Array("none".utf8))
        bytes.append(field: [])
        bytes.append(length: 1)
        bytes.append(field: blob)
        bytes.append(field: secrets)
        let lines = Base64.encode(bytes).lines(of: 70).joined(separator: "\n")
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n\(lines)\n-----END OPENSSH PRIVATE KEY-----\n"
    }
}

extension [UInt8] {
    fileprivate mutating func append(length: Int) {
        let word = UInt32(length)
        append(contentsOf: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) })
    }

    /// A string of SSH's wire format (RFC 4251, section 5).
    fileprivate mutating func append(field: [UInt8]) {
        append(length: field.count)
        append(contentsOf: field)
    }
}

extension String {
    fileprivate func lines(of length: Int) -> [Substring] {
        stride(from: 0, to: count, by: length).map { dropFirst($0).prefix(length) }
    }
}
