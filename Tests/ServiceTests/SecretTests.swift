import Foundation
import JSON
import ServiceKit
import Testing

@Suite("Secrets stay where they belong", .enabled(if: SimulatedService.binary != nil))
struct SecretTests {
    private func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// Does what involves secrets, and returns them by name.
    private func run(_ service: SimulatedService) throws -> [String: String] {
        try service.logIn()
        let userData = "#!/bin/sh\nuser-data-secret-91c2"
        let content = "image-secret-77ab"
        let image = try service.image(of: Array(content.utf8) + [UInt8](repeating: 0, count: 1 << 20))
        let pair = try service.send("POST", "/compute/v2.1/os-keypairs", ["keypair": ["name": "k"]])
        let key = try #require(pair.body["keypair"]?["private_key"]?.stringValue)
        let flavor = try service.flavor()
        let network = try service.network()
        let made = try service.send(
            "POST", "/compute/v2.1/servers",
            [
                "server": [
                    "name": "s", "imageRef": .string(image), "flavorRef": .string(flavor), "key_name": "k",
                    "networks": [["uuid": .string(network)]], "user_data": .string(encoded(userData)),
                    "adminPass": "admin-pass-secret-04de", "metadata": ["m": "metadata-secret-5512"],
                ]
            ])
        #expect(made.status == 202)
        let server = try #require(made.body["server"]?["id"]?.stringValue)
        let deadline = Wire.now + 30_000
        while Wire.now < deadline {
            let shown = try service.send("GET", "/compute/v2.1/servers/\(server)").body["server"]
            if shown?["status"]?.stringValue == "ACTIVE" { break }
            usleep(100_000)
        }
        let user: JSONValue = ["user": ["name": "admin", "domain": ["id": "default"], "password": "wrong-secret-33aa"]]
        let refused = try service.send(
            "POST", "/identity/v3/auth/tokens", ["auth": ["identity": ["methods": ["password"], "password": user]]])
        #expect(refused.status == 401)
        let malformed = try service.open()
        malformed.send(service.request("POST", "/compute/v2.1/servers", Array(#"{"server": "body-secret-8ff1""#.utf8)))
        #expect(malformed.answer()?.status == 400)
        let lines = key.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        return [
            "password": try service.password(), "token": service.token, "user data": "user-data-secret-91c2",
            "user data in base64": encoded(userData), "image": content, "admin password": "admin-pass-secret-04de",
            "metadata": "metadata-secret-5512", "a wrong password": "wrong-secret-33aa", "a body": "body-secret-8ff1",
            "private key": String(try #require(lines.dropFirst().first)),
        ]
    }

    @Test("No secret of a run is in the log, in a command line, or in a file that others can read")
    func secrets() throws {
        let service = try SimulatedService(["VIREO_LOG_LEVEL": "trace"])
        let secrets = try run(service)
        let log = service.logText
        #expect(log.contains("POST /compute/v2.1/servers 202"), "the log does not tell of the run")
        #expect(secrets.values.allSatisfy { !$0.isEmpty })
        #expect(try Exposure(secrets).found(log: log, folders: [service.state]) == [])
        for name in ["clouds.yaml", "store.sqlite", "store.sqlite-wal", "images"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(service.state)/\(name)")
            let mode = try #require(attributes[.posixPermissions] as? Int)
            #expect(mode & 0o077 == 0, "\(name) has the mode \(String(mode, radix: 8))")
        }
    }
}
