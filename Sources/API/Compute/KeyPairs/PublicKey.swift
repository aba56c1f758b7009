internal import Crypto
internal import Model

/// A public key as a user gives it, read far enough to know that it is one.
///
/// Source: RFC 4253, section 6.6; Compute API reference, "Import (or create) Keypair".
struct PublicKey {
    let kind: KeyPair.Kind
    let text: String
    /// MD5 of an SSH key's blob, SHA-1 of a certificate's bytes, in pairs of digits with colons.
    let fingerprint: String

    /// nil for what is no such key.
    init?(_ text: String, kind: KeyPair.Kind) {
        self.kind = kind
        self.text = text
        switch kind {
        case .ssh:
            guard let blob = Self.sshBlob(text) else { return nil }
            fingerprint = Self.pairs(Array(Insecure.MD5.hash(data: blob)))
        case .x509:
            guard let bytes = Self.certificate(text) else { return nil }
            fingerprint = Self.pairs(Array(Insecure.SHA1.hash(data: bytes)))
        }
    }

    /// `type base64 [comment]`, on one line, whose base64 begins with the type again.
    private static func sshBlob(_ text: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count == 1 else { return nil }
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, let blob = Base64.decode(String(words[1])), blob.count > 4 else { return nil }
        let length = blob.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard blob.count > 4 + length, blob[4..<4 + length].elementsEqual(words[0].utf8) else { return nil }
        return blob
    }

    private static func certificate(_ text: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.first == "-----BEGIN CERTIFICATE-----", lines.last == "-----END CERTIFICATE-----",
            lines.count > 2, let bytes = Base64.decode(lines.dropFirst().dropLast().joined()), bytes.first == 0x30
        else { return nil }
        return bytes
    }

    private static func pairs(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: ":")
    }
}
