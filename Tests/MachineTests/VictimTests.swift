import Foundation
import JSON
import Testing

/// What the service stands on dies; nothing that it holds may die with it.
@Suite("kill -9 of what the service works with", .enabled(if: Service.canRun && Tenant.haltImage != nil), .serialized)
struct VictimTests {
    /// A service with two guests that run.
    private func with(_ test: (Service, Tenant, _ victim: String, _ bystander: String) async throws -> Void)
        async throws
    {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        var servers: [String] = []
        for name in ["victim", "bystander"] {
            #expect(try await tenant.create(name).status == 202)
            servers.append(try #require(try await tenant.find(name)))
        }
        for server in servers { try await tenant.await(server, "ACTIVE") }
        try await test(service, tenant, servers[0], servers[1])
        for server in servers {
            try await service.delete("/compute/v2.1/servers/\(server)")
            try await tenant.await(server, nil)
        }
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    private func eventually(_ what: String, _ condition: () throws -> Bool) async throws {
        for _ in 0..<200 {
            if try condition() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("not so within 10 s: \(what)")
    }

    @Test("A guest's QEMU: the server is shown as off, and starts again; others run on")
    func qemu() async throws {
        try await with { _, tenant, victim, bystander in
            let (dying, other) = (try #require(Guests.process(of: victim)), Guests.process(of: bystander))
            kill(dying, SIGKILL)
            try await tenant.await(victim, "SHUTOFF", within: .seconds(10))
            #expect(Guests.process(of: bystander) == other)
            #expect(try await tenant.act(["os-start": nil], victim).status == 202)
            try await tenant.await(victim, "ACTIVE")
            #expect(try #require(Guests.process(of: victim)) != dying)
        }
    }

    @Test("libvirtd: guests run on, and what was asked for meanwhile is done when it is back")
    func libvirtd() async throws {
        try await with { service, tenant, victim, bystander in
            let processes = [Guests.process(of: victim), Guests.process(of: bystander)]
            kill(try #require(Guests.libvirtd), SIGKILL)
            #expect(try await tenant.act(["reboot": ["type": "HARD"]], victim).status == 202)
            try await Task.sleep(for: .seconds(3))
            #expect(try await tenant.status(victim) == "busy")
            #expect(try await tenant.status(bystander) == "ACTIVE")
            #expect(processes.allSatisfy { $0.map { kill($0, 0) == 0 } ?? false }, "guests outlive libvirtd")
            #expect(Guests.startLibvirt() == 0)
            try await tenant.await(victim, "ACTIVE")
            #expect(Guests.process(of: victim) != processes[0])
            #expect(Guests.process(of: bystander) == processes[1])
            #expect(try await tenant.act(["os-stop": nil], bystander).status == 202)
            try await tenant.await(bystander, "SHUTOFF")
            #expect(service.isRunning)
        }
    }

    @Test("A network's dnsmasq: another serves the same reservations soon, and no guest is touched")
    func dnsmasq() async throws {
        try await with { _, tenant, victim, bystander in
            let processes = [Guests.process(of: victim), Guests.process(of: bystander)]
            let file = "/run/libvirt/network/vireo-\(tenant.network).pid"
            let dying = try #require(
                Int32(try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
            )
            kill(dying, SIGKILL)
            try await eventually("another dnsmasq serves the network") {
                let text = try String(contentsOfFile: file, encoding: .utf8)
                let process = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? dying
                return process != dying && kill(process, 0) == 0
            }
            let definition = Tool.run("virsh", "-c", Guests.uri, "net-dumpxml", tenant.network).output
            #expect(!definition.contains("<host mac"))
            #expect([Guests.process(of: victim), Guests.process(of: bystander)] == processes)
            #expect(try await tenant.create("next").status == 202)
            let next = try #require(try await tenant.find("next"))
            try await tenant.await(next, "ACTIVE")
            try await tenant.service.delete("/compute/v2.1/servers/\(next)")
            try await tenant.await(next, nil)
        }
    }
}
