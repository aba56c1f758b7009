import Foundation
import Model
import Testing

@testable import Standalone

@Suite("Password hashes")
struct PasswordHashTests {
    private static let work = PasswordWork(logRounds: 4, blockSize: 1, parallelism: 1)

    @Test("match their password and no other, and differ for the same one")
    func matching() throws {
        let hash = try PasswordHash(of: Secret("one"), Self.work)
        #expect(try hash.matches(Secret("one")))
        #expect(try !hash.matches(Secret("One")))
        #expect(try !hash.matches(Secret("")))
        #expect(try PasswordHash(of: Secret("one"), Self.work) != hash)
    }

    /// Source: RFC 7914, section 12, the third test vector, cut to 32 bytes.
    @Test("are scrypt's")
    func vector() throws {
        let text =
            "scrypt$14$8$1$536f6469756d43686c6f72696465$"
            + "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        let hash = try JSONDecoder().decode(PasswordHash.self, from: Data("\"\(text)\"".utf8))
        #expect(try hash.matches(Secret("pleaseletmein")))
    }

    @Test(
        "of another form match nothing", arguments: ["", "scrypt$4$1$1$00", "md5$4$1$1$00$00", "scrypt$99$1$1$00$00"])
    func malformed(_ text: String) throws {
        let hash = try JSONDecoder().decode(PasswordHash.self, from: Data("\"\(text)\"".utf8))
        #expect(try !hash.matches(Secret("")))
    }
}
