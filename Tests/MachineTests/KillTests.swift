import Foundation
import JSON
import Testing

@Suite("kill -9 of the service at every step", .enabled(if: Service.canRun && Tenant.haltImage != nil), .serialized)
struct KillTests {
    /// The life of a server: each request with the status that must come of it in the end.
    private enum Request: CaseIterable {
        case create, stop, start, reboot, rescue, unrescue, delete

        var outcome: String? {
            switch self {
            case .create, .start, .reboot, .unrescue: "ACTIVE"
            case .rescue: "RESCUE"
            case .stop: "SHUTOFF"
            case .delete: nil
            }
        }

        func send(_ tenant: Tenant, _ server: String) async throws {
            let answer =
                switch self {
                case .create: try await tenant.create("victim")
                case .stop: try await tenant.act(["os-stop": nil], server)
                case .start: try await tenant.act(["os-start": nil], server)
                case .reboot: try await tenant.act(["reboot": ["type": "HARD"]], server)
                case .rescue: try await tenant.act(["rescue": nil], server)
                case .unrescue: try await tenant.act(["unrescue": nil], server)
                case .delete: try await tenant.service.delete("/compute/v2.1/servers/\(server)")
                }
            #expect((200..<300).contains(answer.status), "\(self): \(answer.body)")
        }
    }

    @Test("Whatever step it dies at, every server ends as asked, and nothing is left over")
    func everyStep() async throws {
        let service = try Service()
        defer { service.removeState() }
        let trace = service.log + ".trace"
        defer { try? FileManager.default.removeItem(atPath: trace) }
        try await service.start(environment: ["VIREO_FAIL_POINT_TRACE": trace])
        let tenant = try await Tenant(service)
        try await live(tenant, dyingAt: nil)
        let points = Set(try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").map(String.init))
        #expect(points.count > 20)
        for point in Self.share(of: points.sorted()) {
            _ = service.stop()
            try await service.start(environment: ["VIREO_FAIL_POINT": point])
            try await live(tenant, dyingAt: point)
        }
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    /// Every so-manieth point, `VIREO_KILL_SHARE` (1 is all of them), beginning at a random one: over a few runs each has
    /// its turn.
    private static func share(of points: [String]) -> [String] {
        let share = max(1, ProcessInfo.processInfo.environment["VIREO_KILL_SHARE"].flatMap { Int($0) } ?? 5)
        let first = Int.random(in: 0..<share)
        return points.enumerated().filter { $0.offset % share == first }.map(\.element)
    }

    /// Leads one server through its life; where the service dies on the way it is started again.
    private func live(_ tenant: Tenant, dyingAt point: String?) async throws {
        var server = ""
        let before = try await Leftovers(tenant.service)
        for request in Request.allCases {
            try await revivingly(tenant.service) {
                if request == .create { if let known = try await tenant.find("victim") { server = known; return } }
                // Sent before the service died: it is under way, or done, although nobody was told.
                if request != .create {
                    let status = try await tenant.status(server)
                    if status == "busy" || (status == request.outcome && request != .reboot) { return }
                }
                try await request.send(tenant, server)
            }
            try await revivingly(tenant.service) {
                if request == .create { server = try #require(try await tenant.find("victim")) }
                try await tenant.await(server, request.outcome)
            }
        }
        #expect(try await Leftovers.settled(tenant.service, since: before) == [], "after \(point ?? "no kill")")
    }

    /// Does it again after the service has died and was started without an armed fail point.
    private func revivingly(_ service: Service, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch {
            for _ in 0..<20 where service.isRunning { try await Task.sleep(for: .milliseconds(50)) }
            guard !service.isRunning else { throw error }
            try await service.start()
            try await work()
        }
    }
}
