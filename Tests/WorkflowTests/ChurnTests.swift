import Foundation
import Model
import Runtime
import Store
import TestKit
import Testing
import Workflow

/// Hours of servers that come and go, by a clock that is only simulated.
///
/// `VIREO_CHURN_HOURS` says how many; what the process holds after each is printed then, which tells something where no
/// other test runs beside it.
@Suite("Hours of churn")
struct ChurnTests {
    private static let asked = ProcessInfo.processInfo.environment["VIREO_CHURN_HOURS"].flatMap { Int($0) }
    private static let living = 8
    private static let kept: Duration = .seconds(1800)

    @Test("What there is depends on the servers that live, not on those that there were; history is compacted")
    func flat() throws {
        try Simulation.run(seed: 8, keepsDeleted: Self.kept, keptRevisions: 500) { world in
            let sweep = DeletedServerSweep(world.controllers[0].services)
            let sweeper = world.runtime.spawn("sweep") { try? await sweep.run() }
            var living: [ID<Server>] = []
            var records: [Int] = []
            for hour in 1...max(3, Self.asked ?? 3) {
                let end = world.runtime.uptime + .seconds(3600)
                while world.runtime.uptime < end { try await turn(world, &living) }
                try await world.expectClaimsEqualPlacements()
                records.append(try await world.store.list("").value.count)
                if Self.asked != nil { print("churn: hour \(hour), \(records[hour - 1]) records, \(heapKiB()) KiB") }
            }
            // The first hour fills what is kept of the deleted; a turn's own work may be under way at an hour's end.
            #expect(records.dropFirst().allSatisfy { abs($0 - records[1]) < 60 }, "\(records)")
            await #expect(throws: StoreError.self) { try await world.store.get("servers/", at: Revision(500)) }
            for server in living { try await world.delete(server) }
            for server in living { try await world.awaitGone(server) }
            try await world.expectNothingLeft()
            sweeper.cancel()
        }
    }

    /// Some minutes: one comes, one goes, others are stopped, started and rebooted.
    private func turn(_ world: Simulation, _ living: inout [ID<Server>]) async throws {
        let server = try await world.create("vm")
        try await world.await(server, "ACTIVE")
        living.append(server)
        for (server, action) in zip(living, [ServerAction.reboot(.hard), .stop, .reboot(.soft)]) {
            try await world.act(action, server)
            try await world.await(server, action == .stop ? "SHUTOFF" : "ACTIVE")
            if action == .stop {
                try await world.act(.start, server)
                try await world.await(server, "ACTIVE")
            }
        }
        if living.count > Self.living {
            let oldest = living.removeFirst()
            try await world.delete(oldest)
            try await world.awaitGone(oldest)
        }
        try await world.runtime.sleep(for: .seconds(Self.asked == nil ? 300 : 60))
    }

    /// What the process holds in memory, as the kernel counts it.
    private func heapKiB() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
