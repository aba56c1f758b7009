import Foundation
import JSON
import Testing

@Suite(
    "Rescue of a guest on real libvirt", .enabled(if: Service.canRun && HardwareGuest.images != nil), .serialized)
struct RescueTests {
    private func await(_ words: String, _ tenant: Tenant, _ server: String) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        var log = ""
        repeat {
            log = try await tenant.act(["os-getConsoleOutput": [:]], server).body["output"]?.stringValue ?? log
            if log.contains(words) { return }
            try await Task.sleep(for: .milliseconds(250))
        } while ContinuousClock.now < deadline
        Issue.record("the guest does not say '\(words)': \(log.suffix(3000))")
    }

    /// The files of the guest's disks, in the order of its definition.
    private func disks(of server: String) -> [String] {
        Tool.run("virsh", "-q", "-c", Guests.uri, "domblklist", server).output.split(separator: "\n").compactMap {
            $0.split(separator: "/").last.map(String.init)
        }
    }

    private func definition(of server: String) -> String {
        Tool.run("virsh", "-c", Guests.uri, "dumpxml", "--inactive", server).output
    }

    @Test("From the first place, and as a CD beside all disks; afterwards the server is as it was")
    func bothWays() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        let images = try #require(HardwareGuest.images)
        let own = try await tenant.image("own", file: images.small, format: "qcow2")
        let disc = try Disc(booting: images.halting, at: service.state + "/disc.iso")
        let repair = try await tenant.image(
            "repair", file: disc.path, format: "iso",
            properties: ["hw_rescue_device": "cdrom", "hw_rescue_bus": "sata"])
        let flavor = try #require(
            try await service.post(
                "/compute/v2.1/flavors", ["flavor": ["name": "f", "ram": 128, "vcpus": 1, "disk": 1]]
            ).body["flavor"]?["id"]?.stringValue)
        let made = try await service.post(
            "/compute/v2.1/servers",
            [
                "server": [
                    "name": "broken", "imageRef": .string(own), "flavorRef": .string(flavor), "config_drive": true,
                    "networks": [["uuid": .string(tenant.network)]],
                ]
            ])
        let server = try #require(made.body["server"]?["id"]?.stringValue, "\(made.body)")
        try await tenant.await(server, "ACTIVE")
        try await self.await("vireo-guest: ready", tenant, server)
        let before = definition(of: server)
        #expect(disks(of: server) == ["disk", "disk.config"])

        let first = try await tenant.act(["rescue": ["rescue_image_ref": .string(tenant.image)]], server)
        #expect(first.status == 200 && first.body["adminPass"]?.stringValue?.isEmpty == false, "\(first.body)")
        try await tenant.await(server, "RESCUE")
        #expect(disks(of: server) == ["disk.rescue", "disk", "disk.config.rescue"])
        try await self.await("vireo-halt: up", tenant, server)
        #expect(try await tenant.act(["reboot": ["type": "HARD"]], server).status == 409)
        #expect(try await tenant.act(["unrescue": nil], server).status == 202)
        try await tenant.await(server, "ACTIVE")
        #expect(definition(of: server) == before)
        try await self.await("vireo-guest: ready", tenant, server)

        try await tenant.act(["os-stop": nil], server).expect(202)
        try await tenant.await(server, "SHUTOFF", within: .seconds(90))
        try await tenant.act(["rescue": ["rescue_image_ref": .string(repair)]], server).expect(200)
        try await tenant.await(server, "RESCUE")
        #expect(disks(of: server) == ["disk", "disk.config", "disk.rescue"])
        try await self.await("vireo-halt: up", tenant, server)
        try await tenant.act(["unrescue": nil], server).expect(202)
        try await tenant.await(server, "ACTIVE")
        #expect(definition(of: server) == before)
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(service.state)/instances/\(server)")
        #expect(!files.contains { $0.contains("rescue") }, "\(files)")

        try await service.delete("/compute/v2.1/servers/\(server)")
        try await tenant.await(server, nil)
        for image in [own, repair] { #expect(try await service.delete("/image/v2/images/\(image)").status == 204) }
        try await tenant.leave()
        #expect(service.stop() == 0)
    }
}

extension Service.Answer {
    fileprivate func expect(_ status: Int) { #expect(self.status == status, "\(body)") }
}
