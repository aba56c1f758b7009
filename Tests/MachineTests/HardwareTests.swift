import Foundation
import Testing

@Suite(
    "Guests of every make that this host runs", .enabled(if: Service.canRun && HardwareGuest.images != nil),
    .serialized)
struct HardwareTests {
    @MainActor @Test("Each boots once, and has what was asked for by libvirt's word and by its own")
    func boots() async throws {
        try await HugePages.whileReserved(megabytes: 64) { try await bootAll() }
    }

    @MainActor private func bootAll() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start(environment: [
            "VIREO_LIBVIRT_SWTPM_ENABLED": "true", "VIREO_SERIAL_CONSOLE_ENABLED": "true",
        ])
        let tenant = try await Tenant(service)
        let second = try await tenant.secondNetwork()
        let queue = HardwareQueue(HardwareGuest.all, tenant, networks: [tenant.network, second])
        // As many at a time as the smallest machine that tests run on has processors.
        await withTaskGroup(of: Void.self) { lanes in
            for _ in 0..<2 { lanes.addTask { await queue.work() } }
        }
        #expect(try await service.delete("/network/v2.0/networks/\(second)").status == 204)
        try await tenant.leave()
        #expect(service.stop() == 0)
        let secrets = Tool.run("virsh", "-c", Guests.uri, "secret-list").output
        #expect(queue.servers.allSatisfy { !secrets.contains($0) }, "\(secrets)")
    }
}
