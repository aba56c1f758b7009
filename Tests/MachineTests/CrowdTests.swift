import Foundation
import JSON
import Testing

@Suite(
    "Many servers at once, by the stock client",
    .enabled(if: Service.canRun && Tenant.haltImage != nil && Tool.client != nil), .serialized)
struct CrowdTests {
    /// `VIREO_CROWD`
    private static var count: Int {
        ProcessInfo.processInfo.environment["VIREO_CROWD"].flatMap { Int($0) } ?? 10
    }

    private func openstack(_ arguments: String..., on service: Service) throws {
        let run = Tool.run(
            try #require(Tool.client), arguments: arguments,
            environment: ["OS_CLIENT_CONFIG_FILE": service.state + "/clouds.yaml", "OS_CLOUD": "vireo"])
        try #require(run.status == 0, "openstack \(arguments): \(run.output)")
    }

    /// Has so many servers created at once, and when the test is over sees them gone without a trace.
    private func withCrowd(_ test: (Service, Tenant, [String]) async throws -> Void) async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start(
            environment: ["VIREO_CPU_ALLOCATION_RATIO": "64", "VIREO_DISK_ALLOCATION_RATIO": "16"])
        let tenant = try await Tenant(service)
        let count = "\(Self.count)"
        try openstack("quota", "set", "--instances", "-1", "--cores", "-1", "--ram", "-1", "admin", on: service)
        let began = ContinuousClock.now
        try openstack(
            "server", "create", "--image", "halt", "--flavor", "tiny", "--network", "net", "--min", count, "--max",
            count,
            "crowd", on: service)
        let listed = try await service.get("/compute/v2.1/servers").body["servers"]?.arrayValue ?? []
        let servers = listed.compactMap { $0["id"]?.stringValue }
        #expect(servers.count == Self.count)
        let patience = Duration.seconds(120 + 3 * Self.count)
        for server in servers { try await tenant.await(server, "ACTIVE", within: patience) }
        print("\(count) servers at once: \(seconds(since: began)) s until all are ACTIVE")
        #expect(servers.allSatisfy { Guests.isRunning($0) })
        let processes = Set(servers.compactMap { Guests.process(of: $0) })
        #expect(processes.count == Self.count)
        try await test(service, tenant, servers)
        let deleted = ContinuousClock.now
        try openstack("server", "delete", "--wait", servers[0], on: service)
        for server in servers.dropFirst() { try await service.delete("/compute/v2.1/servers/\(server)") }
        for server in servers { try await tenant.await(server, nil, within: patience) }
        print("\(count) servers at once: \(seconds(since: deleted)) s until all are gone")
        #expect(processes.allSatisfy { kill($0, 0) != 0 })
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    private func seconds(since instant: ContinuousClock.Instant) -> String {
        String(format: "%.1f", (ContinuousClock.now - instant) / .seconds(1))
    }

    @Test("All become ACTIVE with a machine each, all are deleted, nothing is left")
    func crowd() async throws {
        try await withCrowd { service, _, _ in #expect(service.isRunning) }
    }

    @Test("libvirtd is started anew under them: who died meanwhile is shown as off, no other is touched")
    func restart() async throws {
        try await withCrowd { service, tenant, servers in
            let processes = Dictionary(uniqueKeysWithValues: servers.map { ($0, Guests.process(of: $0)) })
            let dying = stride(from: 0, to: servers.count, by: 10).map { servers[$0] }
            kill(try #require(Guests.libvirtd), SIGKILL)
            for server in dying { kill(try #require(processes[server] ?? nil), SIGKILL) }
            async let started = Task.detached { Guests.startLibvirt() }.value
            while Tool.run("virsh", "-c", Guests.uri, "version").status != 0 {
                try await Task.sleep(for: .milliseconds(20))
            }
            let answered = ContinuousClock.now
            for server in dying { try await tenant.await(server, "SHUTOFF") }
            let known = seconds(since: answered)
            print("\(servers.count) guests: \(known) s from libvirtd's answer until the dead are shown")
            #expect(await started == 0)
            for server in servers where !dying.contains(server) {
                #expect(try await tenant.status(server) == "ACTIVE")
                #expect(Guests.process(of: server) == processes[server])
            }
            #expect(!service.logText.contains("cannot be made so"))
        }
    }
}
