internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Model

/// A password as it is stored: what scrypt made of it, its salt, and the parameters, so that they can grow.
///
/// Source: RFC 7914.
package struct PasswordHash: Codable, Hashable, Sendable {
    /// `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, the last two in hexadecimal digits.
    let text: String

    private static let length = 32

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Takes as long as the work that is asked for.
    init(of password: Secret, _ work: PasswordWork) throws {
        let salt = RandomSecret.bytes(16)
        let key = try Self.derive(password, salt, work)
        text = [
            "scrypt", "\(work.logRounds)", "\(work.blockSize)", "\(work.parallelism)", salt.hexText,
            key.withUnsafeBytes { Array($0) }.hexText,
        ].joined(separator: "$")
    }

    /// Whether this was made of the password; takes as long as making it, whatever the answer.
    func matches(_ password: Secret) throws -> Bool {
        let parts = text.split(separator: "$")
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), (1...24).contains(rounds),
            let size = Int(parts[2]), let parallelism = Int(parts[3]), let salt = [UInt8](hexText: parts[4]),
            let expected = [UInt8](hexText: parts[5]), expected.count == Self.length
        else { return false }
        let work = PasswordWork(logRounds: rounds, blockSize: size, parallelism: parallelism)
        // Comparing keys takes the same time wherever they differ.
        return try Self.derive(password, salt, work) == SymmetricKey(data: expected)
    }

    private static func derive(_ password: Secret, _ salt: [UInt8], _ work: PasswordWork) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Array(password.revealed.utf8),
            salt: salt,
            outputByteCount: length,
            rounds: 1 << work.logRounds,
            blockSize: work.blockSize,
            parallelism: work.parallelism
        )
    }
}
