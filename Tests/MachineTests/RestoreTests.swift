import Foundation
import JSON
import Testing

@Suite(
    "A backup that is put back over machines that went on", .enabled(if: Service.canRun && Tenant.haltImage != nil),
    .serialized)
struct RestoreTests {
    @Test("No guest is touched: one made since runs on and is named, one deleted since is in ERROR and can be deleted")
    func restore() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        let binary = try #require(Service.binary)
        func create(_ name: String) async throws -> String {
            #expect(try await tenant.create(name).status == 202)
            let server = try #require(try await tenant.find(name))
            try await tenant.await(server, "ACTIVE")
            return server
        }
        let (kept, deleted) = (try await create("kept"), try await create("deleted"))
        let copy = service.state + "/copy"
        #expect(Tool.run(binary, "backup", "--state", service.state, copy).status == 0)
        let later = try await create("later")
        try await service.delete("/compute/v2.1/servers/\(deleted)")
        try await tenant.await(deleted, nil)
        let processes = [kept, later].map { Guests.process(of: $0) }
        #expect(processes.allSatisfy { $0 != nil })

        #expect(Tool.run(binary, "restore", "--state", service.state, copy).status == 0)
        for _ in 0..<100 {
            if let answer = try? await service.get("/readyz", authenticated: false), answer.status == 200 { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        try await tenant.await(deleted, "ERROR")
        #expect(try await tenant.status(kept) == "ACTIVE")
        #expect(try await tenant.status(later) == nil)
        #expect([kept, later].map { Guests.process(of: $0) } == processes)
        let named = service.logText.split(separator: "\n").filter { $0.contains("has no spec and is left alone") }
        #expect(named.contains { $0.contains(later) })

        for server in [kept, deleted] {
            try await service.delete("/compute/v2.1/servers/\(server)")
            try await tenant.await(server, nil)
        }
        #expect(Guests.process(of: later) == processes[1], "others' machines are nobody's to end")
        for verb in ["destroy", "undefine"] { #expect(Tool.run("virsh", "-c", Guests.uri, verb, later).status == 0) }
        try FileManager.default.removeItem(atPath: service.state + "/instances/" + later)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }
}
