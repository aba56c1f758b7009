import Foundation
import JSON
import Testing

@Suite(
    "kill -9 of the service at random instants, under load", .enabled(if: Service.canRun && Tenant.haltImage != nil),
    .serialized)
struct RandomKillTests {
    /// Seconds of load and kills: `VIREO_KILL_SECONDS`.
    private static var seconds: Int {
        ProcessInfo.processInfo.environment["VIREO_KILL_SECONDS"].flatMap { Int($0) } ?? 20
    }

    @MainActor @Test("All that was asked for comes true, a bystander is not touched, and nothing is left over")
    func load() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        let bystander = try await Bystander(tenant)
        var chance = Chance(of: "RandomKillTests")
        let load = Load(tenant)
        let end = ContinuousClock.now + .seconds(Self.seconds)
        var kills = 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<3 {
                group.addTask { try await load.live("worker-\(worker)", until: end) }
            }
            while ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(Int.random(in: 20...3000, using: &chance)))
                service.kill()
                kills += 1
                try await service.start()
            }
            try await group.waitForAll()
        }
        print("\(kills) kills in \(Self.seconds) s")
        try await bystander.leave()
        #expect(try await service.get("/compute/v2.1/servers").body["servers"]?.arrayValue?.isEmpty == true)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }
}
