import Foundation
import JSON
import Testing

/// What a host may suffer: nothing crashes, nothing is left half-made, what is wrong is told, and when the cause is gone
/// all goes on.
@Suite("A host in trouble", .enabled(if: Service.canRun && Tenant.haltImage != nil), .serialized)
struct TroubleTests {
    private func fault(of server: String, _ service: Service) async throws -> String {
        try await service.get("/compute/v2.1/servers/\(server)").body["server"]?["fault"]?["message"]?.stringValue ?? ""
    }

    private func create(_ name: String, _ tenant: Tenant, becoming status: String) async throws -> String {
        #expect(try await tenant.create(name).status == 202)
        let server = try #require(try await tenant.find(name))
        try await tenant.await(server, status)
        return server
    }

    private func delete(_ servers: String..., by tenant: Tenant) async throws {
        for server in servers {
            try await tenant.service.delete("/compute/v2.1/servers/\(server)")
            try await tenant.await(server, nil)
        }
    }

    @Test(
        "Full disk for the guests' files: servers that need room fail and say so, others are stopped, started, deleted")
    func fullInstances() async throws {
        let volume = try Volume(megabytes: 24)
        let service = try Service()
        defer { service.removeState() }
        try await service.start(environment: ["VIREO_INSTANCES": volume.path + "/instances"])
        let tenant = try await Tenant(service, diskGiB: 0)
        try volume.fill()
        let uncached = try await create("uncached", tenant, becoming: "ERROR")
        #expect(try await fault(of: uncached, service).contains("no space left"))
        volume.free()
        let fine = try await create("fine", tenant, becoming: "ACTIVE")
        try volume.fill()
        let overlaid = try await create("overlaid", tenant, becoming: "ERROR")
        #expect(try await fault(of: overlaid, service).contains("no space left"))
        #expect(Guests.isRunning(fine))
        #expect(try await tenant.act(["os-stop": nil], fine).status == 202)
        try await tenant.await(fine, "SHUTOFF")
        #expect(try await tenant.act(["os-start": nil], fine).status == 202)
        try await tenant.await(fine, "ACTIVE")
        try await delete(uncached, overlaid, by: tenant)
        volume.free()
        let later = try await create("later", tenant, becoming: "ACTIVE")
        try await delete(fine, later, by: tenant)
        let instances = volume.path + "/instances"
        let left = try FileManager.default.contentsOfDirectory(atPath: instances).filter { $0.count == 36 }
        #expect(left == [])
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    private func until(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<900 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CancellationError()
    }

    /// A server of a guest that runs the script.
    private func createGuest(running script: String, _ tenant: Tenant) async throws -> String {
        let image = try await tenant.image(
            "guest", file: try #require(HardwareGuest.images).small, format: "qcow2")
        let flavor = try await tenant.service.post(
            "/compute/v2.1/flavors", ["flavor": ["name": "guest", "ram": 128, "vcpus": 1, "disk": 0]])
        let answer = try await tenant.service.post(
            "/compute/v2.1/servers",
            [
                "server": [
                    "name": "guest", "imageRef": .string(image), "config_drive": true,
                    "flavorRef": flavor.body["flavor"]?["id"] ?? .null,
                    "networks": [["uuid": .string(tenant.network)]],
                    "user_data": .string(Data(script.utf8).base64EncodedString()),
                ]
            ])
        return try #require(answer.body["server"]?["id"]?.stringValue, "\(answer.body)")
    }

    @Test(
        "A guest whose write finds no room is paused, not ended; it goes on when there is room",
        .enabled(if: HardwareGuest.images != nil))
    func writeWithoutRoom() async throws {
        let volume = try Volume(megabytes: 64)
        let service = try Service()
        defer { service.removeState() }
        try await service.start(environment: ["VIREO_INSTANCES": volume.path + "/instances"])
        let tenant = try await Tenant(service)
        let script = """
            #!/bin/sh
            dd if=/dev/urandom of=/dev/vda bs=1M seek=20 count=24 conv=fsync && poweroff -f
            """
        let server = try await createGuest(running: script, tenant)
        try await tenant.await(server, "ACTIVE")
        try #require(try await tenant.status(server) == "ACTIVE")
        try volume.fill()
        func power() async throws -> Int64? {
            let shown = try await service.get("/compute/v2.1/servers/\(server)").body["server"]
            return shown?["OS-EXT-STS:power_state"]?.integerValue
        }
        try await until { try await power() == 3 }
        #expect(try await tenant.status(server) == "ACTIVE")
        volume.free()
        // The guest says so by switching itself off: what keeps its console gives up on a full disk.
        try await tenant.await(server, "SHUTOFF", within: .seconds(90))
        try await delete(server, by: tenant)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    @Test("Full disk for the service's own records: what cannot be stored is refused with 503, reading goes on")
    func fullState() async throws {
        let volume = try Volume(megabytes: 48)
        let instances = volume.path + "-of-instances"
        defer { try? FileManager.default.removeItem(atPath: instances) }
        let service = try Service(state: volume.path + "/state")
        defer { service.removeState() }
        try await service.start(environment: ["VIREO_INSTANCES": instances])
        let tenant = try await Tenant(service)
        let server = try await create("stays", tenant, becoming: "ACTIVE")
        try volume.fill()
        var statuses: Set<Int> = []
        for number in 0..<500 where !statuses.contains(503) {
            statuses.insert(
                try await service.post("/network/v2.0/networks", ["network": ["name": .string("n\(number)")]]).status)
        }
        #expect(statuses.isSubset(of: [201, 503]) && statuses.contains(503))
        let image = try await upload(megabytes: 4, service)
        #expect([413, 503].contains(image))
        #expect(try await tenant.status(server) == "ACTIVE")
        let refused = try await tenant.create("refused")
        #expect(refused.status == 503, "\(refused.body)")
        #expect(service.isRunning && Guests.isRunning(server))
        volume.free()
        #expect(try await tenant.act(["os-stop": nil], server).status == 202)
        try await tenant.await(server, "SHUTOFF")
        #expect(try await tenant.find("refused") == nil)
        #expect(try await upload(megabytes: 4, service) == 204)
        let later = try await create("later", tenant, becoming: "ACTIVE")
        try await delete(server, later, by: tenant)
        for network in try await service.get("/network/v2.0/networks").body["networks"]?.arrayValue ?? []
        where network["id"]?.stringValue != tenant.network {
            try await service.delete("/network/v2.0/networks/\(network["id"]?.stringValue ?? "")")
        }
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    /// The status of an upload; what was made is deleted again.
    private func upload(megabytes: Int, _ service: Service) async throws -> Int {
        let made = try await service.post(
            "/image/v2/images", ["name": "large", "disk_format": "raw", "container_format": "bare"])
        guard let image = made.body["id"]?.stringValue else { return made.status }
        let bytes = (0..<(megabytes << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let answer = try await service.send(
            "PUT", "/image/v2/images/\(image)/file", bytes, type: "application/octet-stream")
        if answer.status != 204 {
            let state = try await service.get("/image/v2/images/\(image)").body["status"]?.stringValue
            #expect(state == "queued")
        }
        try await service.delete("/image/v2/images/\(image)")
        return answer.status
    }

    @Test("State that became read-only: 503 for changes, and after repair and restart nothing is lost")
    func readOnlyState() async throws {
        let volume = try Volume(megabytes: 48)
        let instances = volume.path + "-of-instances"
        defer { try? FileManager.default.removeItem(atPath: instances) }
        let service = try Service(state: volume.path + "/state")
        defer { service.removeState() }
        let environment = ["VIREO_INSTANCES": instances]
        try await service.start(environment: environment)
        let tenant = try await Tenant(service)
        let server = try await create("stays", tenant, becoming: "ACTIVE")
        try #require(volume.fail())
        let refused = try await tenant.act(["os-stop": nil], server)
        #expect(refused.status == 503, "\(refused.body)")
        #expect(try await tenant.create("refused").status == 503)
        #expect(try await tenant.status(server) == "ACTIVE")
        #expect(service.isRunning && Guests.isRunning(server))
        _ = service.stop()
        try volume.repair()
        try await service.start(environment: environment)
        #expect(try await tenant.status(server) == "ACTIVE")
        #expect(try await tenant.find("refused") == nil)
        #expect(try await tenant.act(["os-stop": nil], server).status == 202)
        try await tenant.await(server, "SHUTOFF")
        try await delete(server, by: tenant)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    @Test("libvirt that answers after half a minute: what was asked for meanwhile comes true then")
    func silentLibvirt() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        let stopped = try await create("stopped", tenant, becoming: "ACTIVE")
        let deleted = try await create("deleted", tenant, becoming: "ACTIVE")
        let bystander = try await create("bystander", tenant, becoming: "ACTIVE")
        let process = Guests.process(of: bystander)
        let daemon = try #require(Guests.libvirtd)
        kill(daemon, SIGSTOP)
        defer { kill(daemon, SIGCONT) }
        #expect(try await tenant.create("new").status == 202)
        #expect(try await tenant.act(["os-stop": nil], stopped).status == 202)
        #expect(try await service.delete("/compute/v2.1/servers/\(deleted)").status == 204)
        for _ in 0..<60 {
            try await Task.sleep(for: .milliseconds(500))
            #expect(try await service.get("/compute/v2.1/servers/detail").status == 200)
        }
        #expect(try await tenant.status(bystander) == "ACTIVE")
        kill(daemon, SIGCONT)
        let new = try #require(try await tenant.find("new"))
        try await tenant.await(new, "ACTIVE")
        try await tenant.await(stopped, "SHUTOFF")
        try await tenant.await(deleted, nil)
        #expect(Guests.process(of: bystander) == process)
        try await delete(new, stopped, bystander, by: tenant)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    @Test("What a libvirtd that died has left of the rules of a guest's link does not keep the guest from starting")
    func orphanedRules() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        let server = try await create("guest", tenant, becoming: "ACTIVE")
        let list = Tool.run("virsh", "-q", "-c", Guests.uri, "domiflist", server).output
        let link = try #require(list.split(separator: " ").first { $0.hasPrefix("tap") })
        #expect(try await tenant.act(["os-stop": nil], server).status == 202)
        try await tenant.await(server, "SHUTOFF")
        let ebtables = ["--concurrent", "-t", "nat"]
        try #require(Tool.run("ebtables", arguments: ebtables + ["-N", "P-\(link)-ipv4"]).status == 0)
        #expect(try await tenant.act(["os-start": nil], server).status == 202)
        try await tenant.await(server, "ACTIVE")
        // What is left of one that is not started again goes with the server.
        #expect(try await tenant.act(["os-stop": nil], server).status == 202)
        try await tenant.await(server, "SHUTOFF")
        try #require(Tool.run("ebtables", arguments: ebtables + ["-N", "J-\(link)-mac"]).status == 0)
        try await delete(server, by: tenant)
        let left = Tool.run("ebtables", arguments: ebtables + ["-L"]).output
        #expect(!left.contains(link))
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    @Test("An image cut short, and a cached copy that was altered: no guest starts from either")
    func damagedImages() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        let file = try #require(
            FileManager.default.enumerator(atPath: service.state + "/images")?.compactMap { $0 as? String }
                .first { $0.contains(tenant.image) })
        let path = service.state + "/images/" + file
        let content = try Data(contentsOf: URL(filePath: path))
        try content.prefix(content.count / 2).write(to: URL(filePath: path))
        let cut = try await create("cut", tenant, becoming: "ERROR")
        #expect(try await fault(of: cut, service).lowercased().contains("image"))
        try content.write(to: URL(filePath: path))
        let whole = try await create("whole", tenant, becoming: "ACTIVE")
        try await delete(cut, whole, by: tenant)
        let cache = service.state + "/instances/_base"
        for entry in try FileManager.default.contentsOfDirectory(atPath: cache)
        where (try? Data(contentsOf: URL(filePath: "\(cache)/\(entry)")).count) == content.count {
            // Another file of that name: the cache may have the image service's own file under it.
            try Data(repeating: 0, count: content.count).write(to: URL(filePath: "\(cache)/\(entry)"), options: .atomic)
        }
        let again = try await create("again", tenant, becoming: "ACTIVE")
        let kept = try FileManager.default.contentsOfDirectory(atPath: cache).contains {
            (try? Data(contentsOf: URL(filePath: "\(cache)/\($0)"))) == content
        }
        #expect(kept, "the altered copy was used")
        try await delete(again, by: tenant)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }
}
