import Foundation
import JSON
import ServiceKit
import Testing

@Suite(
    "Secrets of a guest on real libvirt", .enabled(if: Service.canRun && HardwareGuest.images != nil), .serialized)
struct SecretTests {
    /// A guest with all that is secret about one: user data, password and key on its disk, and a TPM.
    private func create(_ tenant: Tenant) async throws -> (server: String, secrets: [String: String]) {
        let image = try await tenant.image(
            "sealed", file: try #require(HardwareGuest.images).halting, format: "raw",
            properties: ["hw_tpm_version": "2.0", "hw_tpm_model": "tpm-crb", "hw_machine_type": "q35"])
        let pair = try await tenant.service.post("/compute/v2.1/os-keypairs", ["keypair": ["name": "k"]])
        let key = try #require(pair.body["keypair"]?["private_key"]?.stringValue)
        let userData = Data("#!/bin/sh\nuser-data-secret-91c2".utf8).base64EncodedString()
        let answer = try await tenant.service.post(
            "/compute/v2.1/servers",
            [
                "server": [
                    "name": "sealed", "imageRef": .string(image), "flavorRef": .string(tenant.flavor),
                    "key_name": "k", "networks": [["uuid": .string(tenant.network)]], "config_drive": true,
                    "user_data": .string(userData), "adminPass": "admin-pass-secret-04de",
                    "metadata": ["m": "metadata-secret-5512"],
                ]
            ])
        let server = try #require(answer.body["server"]?["id"]?.stringValue, "\(answer.body)")
        return (
            server,
            [
                "user data": "user-data-secret-91c2", "user data in base64": userData,
                "admin password": "admin-pass-secret-04de", "metadata": "metadata-secret-5512",
                "private key": String(try #require(key.split(separator: "\n").dropFirst(2).first)),
            ]
        )
    }

    /// What libvirt keeps for the guest's TPM.
    private func sealOf(_ server: String) throws -> String {
        let list = Tool.run("virsh", "-c", Guests.uri, "secret-list").output.split(separator: "\n")
        let line = try #require(list.first { $0.contains(server) }, "libvirt keeps no secret of \(server)")
        let id = try #require(line.split(separator: " ").first)
        let value = Tool.run("virsh", "-q", "-c", Guests.uri, "secret-get-value", "--plain", String(id)).output
        return try #require(value.isEmpty ? nil : value)
    }

    @Test("None is in a log, a command line, or a file that others of the host can read, while the guest runs")
    func secrets() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start(environment: ["VIREO_LIBVIRT_SWTPM_ENABLED": "true", "VIREO_LOG_LEVEL": "trace"])
        let tenant = try await Tenant(service)
        var (server, secrets) = try await create(tenant)
        try await tenant.await(server, "ACTIVE", within: .seconds(120))
        secrets["TPM's seal"] = try sealOf(server)
        secrets["password"] = try service.password()
        secrets["token"] = try await service.validToken()
        #expect(secrets.values.allSatisfy { $0.count > 8 })
        let folders = [
            service.state, "/etc/libvirt", "/var/lib/libvirt", "/var/log/libvirt", "/var/log/swtpm", "/run/libvirt",
            "/var/lib/swtpm-localca",
        ]
        #expect(service.logText.contains(server), "the log does not tell of the run")
        #expect(try Exposure(secrets).found(log: service.logText, folders: folders) == [])
        let mode = try FileManager.default.attributesOfItem(atPath: service.state + "/clouds.yaml")[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try await service.delete("/compute/v2.1/servers/\(server)")
        try await tenant.await(server, nil)
        #expect(try Exposure(secrets).found(log: service.logText, folders: folders) == [])
        let image = try #require(
            try await service.get("/image/v2/images?name=sealed").body["images"]?[0]?["id"]?.stringValue)
        #expect(try await service.delete("/image/v2/images/\(image)").status == 204)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }
}
