import Foundation
import JSON
import Testing

/// An operator uses virsh on a guest of the service.
@Suite("What is done by hand on the host", .enabled(if: Service.canRun && Tenant.haltImage != nil), .serialized)
struct ByHandTests {
    private func with(_ test: (Tenant, _ server: String) async throws -> Void) async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        #expect(try await tenant.create("guest").status == 202)
        let server = try #require(try await tenant.find("guest"))
        try await tenant.await(server, "ACTIVE")
        try await test(tenant, server)
        try await service.delete("/compute/v2.1/servers/\(server)")
        try await tenant.await(server, nil)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    private func virsh(_ command: String, _ server: String) {
        let run = Tool.run("virsh", "-c", Guests.uri, command, server)
        #expect(run.status == 0, "virsh \(command): \(run.output)")
    }

    /// Waits for the power state beside a status that stays.
    private func await(power: Int, _ status: String, _ tenant: Tenant, _ server: String) async throws {
        var seen: JSONValue = .null
        for _ in 0..<400 {
            let answer = try await tenant.service.get("/compute/v2.1/servers/\(server)").body["server"] ?? .null
            #expect(answer["status"]?.stringValue == status)
            seen = answer["OS-EXT-STS:power_state"] ?? .null
            if seen == JSONValue(power) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("the power state is \(seen), not \(power)")
    }

    @Test("A guest that was suspended is shown as paused, and as running when it goes on")
    func suspend() async throws {
        try await with { tenant, server in
            let process = Guests.process(of: server)
            virsh("suspend", server)
            try await self.await(power: 3, "ACTIVE", tenant, server)
            virsh("resume", server)
            try await self.await(power: 1, "ACTIVE", tenant, server)
            #expect(Guests.process(of: server) == process)
        }
    }

    @Test("A guest started behind a stopped server's back is shown and left alone; start takes it as it is")
    func start() async throws {
        try await with { tenant, server in
            #expect(try await tenant.act(["os-stop": nil], server).status == 202)
            try await tenant.await(server, "SHUTOFF")
            virsh("start", server)
            try await self.await(power: 1, "SHUTOFF", tenant, server)
            let process = try #require(Guests.process(of: server))
            #expect(try await tenant.act(["os-start": nil], server).status == 202)
            try await tenant.await(server, "ACTIVE")
            #expect(Guests.process(of: server) == process)
        }
    }

    @Test("A guest whose definition was removed runs on; a hard reboot defines it again")
    func undefine() async throws {
        try await with { tenant, server in
            let process = Guests.process(of: server)
            virsh("undefine", server)
            try await self.await(power: 1, "ACTIVE", tenant, server)
            #expect(Guests.process(of: server) == process)
            #expect(try await tenant.act(["reboot": ["type": "HARD"]], server).status == 202)
            try await tenant.await(server, "ACTIVE")
            let next = Guests.process(of: server)
            #expect(next != nil && next != process)
            let info = Tool.run("virsh", "-c", Guests.uri, "dominfo", server).output
            #expect(info.contains(/Persistent: +yes/), "\(info)")
        }
    }

    @Test("A guest whose definition was removed and that then ends is told of, and a hard reboot makes it anew")
    func undefineAndDestroy() async throws {
        try await with { tenant, server in
            virsh("undefine", server)
            virsh("destroy", server)
            try await tenant.await(server, "ERROR")
            let fault = try await tenant.service.get("/compute/v2.1/servers/\(server)").body["server"]?["fault"]
            #expect(fault?["message"]?.stringValue?.contains("hard reboot") == true)
            #expect(try await tenant.act(["reboot": ["type": "HARD"]], server).status == 202)
            try await tenant.await(server, "ACTIVE")
        }
    }
}
