import HTTPTypes
import JSON
import Model
import Testing
import Workflow

@testable import API

/// Key pairs: imported, made, kept to their user.
@Suite struct KeyPairTests {
    private static func body(_ change: JSONValue = [:]) -> JSONValue {
        let base: [JSONValue.Member] = [
            JSONValue.Member("name", "key"), JSONValue.Member("public_key", .string(Samples.publicKey)),
        ]
        let changed = change.members ?? []
        return ["keypair": .object(base.filter { member in !changed.contains { $0.name == member.name } } + changed)]
    }

    @Test func anImportedKeyHasItsFingerprint() async throws {
        try await TestCloud.run { cloud in
            let made = try await cloud.post("os-keypairs", Self.body())
            #expect(made.status == 201)
            #expect(made.body["keypair"]?["fingerprint"] == "1e:2c:9b:56:79:4b:45:77:f9:ca:7a:98:2c:b0:d5:3c")
            #expect(made.body["keypair"]?["private_key"] == nil)
            let twice = try await cloud.post("os-keypairs", Self.body())
            #expect(twice.status == 409)
            let shown = try await cloud.get("os-keypairs/key")
            #expect(shown.body["keypair"]?["user_id"] == "member")
            let other = try await cloud.get("os-keypairs/key", as: "admin")
            #expect(other.status == 404)
            let named = try await cloud.get("os-keypairs/key?user_id=member", as: "admin")
            #expect(named.status == 200)
            let deleted = try await cloud.send(.delete, "os-keypairs/key")
            #expect(deleted.status == 204)
        }
    }

    @Test func statusesOfTheFirstVersion() async throws {
        try await TestCloud.run { cloud in
            let made = try await cloud.post("os-keypairs", Self.body(), at: 1)
            #expect(made.status == 200)
            let deleted = try await cloud.send(.delete, "os-keypairs/key", at: 1)
            #expect(deleted.status == 202)
        }
    }

    static let refusals: [(JSONValue, Int, Int, String)] = [
        (["name": ""], 79, 400, "keypair.name"), (["name": "a/b"], 79, 400, "a/b"),
        (["public_key": "ssh-rsa x"], 79, 400, "Keypair data is invalid"),
        (["public_key": "ssh-ed25519 AAAAB3NzaC1yc2E="], 79, 400, "Keypair data is invalid"),
        (["public_key": ""], 79, 400, "Keypair data is invalid"),
        (["type": "pgp"], 79, 400, "pgp"), (["type": "ssh"], 1, 400, "keypair.type"),
        (["type": "x509"], 79, 400, "Keypair data is invalid"),
        (["user_id": "admin"], 79, 403, "os-keypairs"), (["user_id": "x"], 9, 400, "keypair.user_id"),
        (["x": 1], 79, 400, "keypair.x"),
    ]

    @Test(arguments: refusals)
    func isRefused(_ change: JSONValue, _ minor: Int, _ status: Int, _ word: String) async throws {
        try await TestCloud.run { cloud in
            let answer = try await cloud.post("os-keypairs", Self.body(change), at: minor)
            #expect(answer.status == status)
            #expect(answer.message.contains(word), "\(answer.message)")
        }
    }

    @Test func noMoreThanTheQuota() async throws {
        try await TestCloud.run(settings: { $0.quota.keyPairs = 1 }) { cloud in
            _ = try await cloud.post("os-keypairs", Self.body())
            let second = try await cloud.post("os-keypairs", Self.body(["name": "second"]))
            #expect(second.status == 403)
            #expect(second.message == "Quota exceeded, too many key pairs.")
        }
    }

    @Test func aMadeKeyReadsAsOpenSSHWritesOne() throws {
        let key = GeneratedKey()
        let lines = key.privateKey.revealed.split(separator: "\n")
        #expect(lines.first == "-----BEGIN OPENSSH PRIVATE KEY-----")
        #expect(lines.last == "-----END OPENSSH PRIVATE KEY-----")
        let bytes = try #require(Base64.decode(lines.dropFirst().dropLast().joined()))
        #expect(bytes.starts(with: Array("openssh-key-v1\0".utf8)))
        let blob = try #require(Base64.decode(String(key.publicKey.split(separator: " ")[1])))
        #expect(blob.count == 51)
        #expect(String(decoding: bytes, as: UTF8.self).contains("Generated-by-Vireo"))
        #expect(PublicKey(key.publicKey, kind: .ssh) != nil)
        #expect(GeneratedKey().publicKey != key.publicKey)
    }

    @Test func aMadeKeyIsShownOnce() async throws {
        try await TestCloud.run { cloud in
            let made = try await cloud.post("os-keypairs", ["keypair": ["name": "mine"]])
            #expect(made.body["keypair"]?["private_key"]?.stringValue?.contains("OPENSSH PRIVATE KEY") == true)
            let shown = try await cloud.get("os-keypairs/mine")
            #expect(shown.body["keypair"]?["private_key"] == nil)
        }
    }

    @Test func pagesFromTheVersionThatHasThem() async throws {
        try await TestCloud.run { cloud in
            for name in ["a", "b"] { _ = try await cloud.post("os-keypairs", Self.body(["name": .string(name)])) }
            let page = try await cloud.get("os-keypairs?limit=1")
            #expect(page.body["keypairs"]?.arrayValue?.count == 1)
            #expect(
                page.body["keypairs_links"]?[0]?["href"]?.stringValue?.hasSuffix("os-keypairs?limit=1&marker=a") == true
            )
            let old = try await cloud.get("os-keypairs?limit=1", at: 34)
            #expect(old.body["keypairs"]?.arrayValue?.count == 2)
        }
    }
}
