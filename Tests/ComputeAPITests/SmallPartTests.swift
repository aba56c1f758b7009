import Model
import Store
import Testing

@testable import API

/// Parts that stand alone.
@Suite struct SmallPartTests {
    static let patterns: [(String, String, Bool)] = [
        ("", "anything", true), ("web", "my-web-1", true), ("^web", "my-web", false), ("web$", "my-web", true),
        ("w.b", "wob", true), ("a*b", "b", true), ("a+b", "b", false), ("colou?r", "color", true),
        ("^(web|db)-[0-9]+$", "db-12", true), ("^(web|db)-[0-9]+$", "app-12", false), ("[^a-z]", "abc", false),
        ("a{2,3}", "a", false), ("a{2,3}", "baab", true), ("^a{2}$", "aaa", false), ("\\d\\.", "x1.", true),
        ("[]a]", "]", true), ("WEB", "web", true), ("(?:ab)+c", "ababc", true), ("^$", "", true), ("é", "café", true),
    ]

    @Test(arguments: patterns)
    func patternsMatch(_ pattern: String, _ text: String, _ expected: Bool) throws {
        #expect(try TextPattern(pattern).matches(text) == expected)
    }

    @Test(arguments: ["(", ")", "a**{", "[a", "*", "a{3,2}", "a{999}", "(?=a)", "\\", "[b-a]", "((a{255}){255}){255}"])
    func badPatternsAreRefused(_ pattern: String) {
        #expect(throws: PatternError.self) { try TextPattern(pattern) }
    }

    /// An engine that goes back would need 2^40 steps.
    @Test func noPatternTakesLong() throws {
        let pattern = try TextPattern("^(a+)+$")
        #expect(!pattern.matches(String(repeating: "a", count: 40) + "b"))
    }

    @Test(arguments: [
        ("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"),
        ("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"
        ),
    ])
    func digestsAreThoseOfTheStandard(_ text: String, _ digest: String) {
        #expect(SHA224.hex(text) == digest)
    }

    static let addresses: [(String, Bool, Bool)] = [
        ("1.2.3.4", true, false), ("1.2.3", false, false), ("1.2.3.256", false, false), ("01.2.3.4", false, false),
        ("::", false, true), ("::1", false, true), ("fe80::1:2", false, true), ("1:2:3:4:5:6:7:8", false, true),
        ("1:2:3:4:5:6:7", false, false), ("1::2::3", false, false), ("::ffff:1.2.3.4", false, true),
        ("12345::", false, false), ("", false, false), ("80fe::", false, true), ("1:2:3:4:5:6:7:8::", false, false),
    ]

    @Test(arguments: addresses)
    func addressesAreTold(_ text: String, _ isIPv4: Bool, _ isIPv6: Bool) {
        #expect(AddressText.isIPv4(text) == isIPv4)
        #expect(AddressText.isIPv6(text) == isIPv6)
    }

    @Test func percentCodingGoesThereAndBack() {
        let text = "a b/ü+%?=&~"
        #expect(String(percentDecoding: text.percentEncoded) == text)
        #expect(String(percentDecoding: "a+b%2Bc%", plusIsSpace: true) == "a b+c%")
        #expect(String(percentDecoding: "a+b%zz") == "a+b%zz")
    }

    @Test func passwordsDiffer() {
        let passwords = Set((0..<50).map { _ in GeneratedPassword.next() })
        #expect(passwords.count == 50)
        #expect(passwords.allSatisfy { $0.count == 16 })
    }
}
