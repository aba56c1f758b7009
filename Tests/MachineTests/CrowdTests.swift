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

    @Test("All become ACTIVE with a machine each, all are deleted, nothing is left")
    func crowd() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start(environment: ["VIREO_CPU_ALLOCATION_RATIO": "64"])
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
        for server in servers { try await tenant.await(server, "ACTIVE", within: .seconds(180)) }
        print("\(count) servers at once: \((ContinuousClock.now - began).components.seconds) s until all are ACTIVE")
        #expect(servers.allSatisfy { Guests.isRunning($0) })
        let processes = Set(servers.compactMap { Guests.process(of: $0) })
        #expect(processes.count == Self.count)
        try openstack("server", "delete", "--wait", servers[0], on: service)
        for server in servers.dropFirst() { try await service.delete("/compute/v2.1/servers/\(server)") }
        for server in servers { try await tenant.await(server, nil, within: .seconds(120)) }
        #expect(processes.allSatisfy { kill($0, 0) != 0 })
        try await tenant.leave()
        #expect(service.stop() == 0)
    }
}
