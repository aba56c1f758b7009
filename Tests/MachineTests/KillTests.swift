import Foundation
import JSON
import Testing

@Suite("kill -9 of the service at every step", .enabled(if: Service.canRun && Tenant.haltImage != nil), .serialized)
struct KillTests {
    @Test("Whatever step it dies at, every server ends as asked, and nothing is left over")
    func everyStep() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        let bystander = try await Bystander(tenant)
        let before = try await Leftovers(service)
        let passings = try await passings(tenant, since: before)
        #expect(passings.count > 60)
        let share = Self.share(of: passings)
        print("the service dies at \(share.count) of \(passings.count) passings of fail points")
        for passing in share {
            #expect(service.stop() == 0)
            let deaths = service.deaths.count
            try await service.start(environment: ["VIREO_FAIL_POINT": passing.armed])
            try await live(tenant)
            try await reviveTheLate(service, deaths: deaths)
            #expect(Array(service.deaths.dropFirst(deaths)) == [SIGKILL], "\(passing)")
            #expect(try await Leftovers.settled(service, since: before) == [], "\(passing)")
        }
        try await bystander.leave()
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    /// All that the service passes from its start on while one server lives.
    private func passings(_ tenant: Tenant, since before: Leftovers) async throws -> [FailPointTrace.Passing] {
        let service = tenant.service
        #expect(service.stop() == 0)
        let trace = FailPointTrace(service)
        defer { trace.remove() }
        try await service.start(environment: trace.environment)
        try trace.note(as: "start of the service")
        try await live(tenant, tracedBy: trace)
        #expect(try await Leftovers.settled(service, since: before) == [])
        try trace.note(as: LifeRequest.delete.rawValue)
        return trace.passings
    }

    /// Every so-manieth, `VIREO_KILL_SHARE` (1 is all of them), beginning at a random one: over a few runs each has its
    /// turn.
    private static func share(of passings: [FailPointTrace.Passing]) -> [FailPointTrace.Passing] {
        let share = max(1, ProcessInfo.processInfo.environment["VIREO_KILL_SHARE"].flatMap { Int($0) } ?? 9)
        var chance = Chance(of: "KillTests")
        let first = Int.random(in: 0..<share, using: &chance)
        return passings.enumerated().filter { $0.offset % share == first }.map(\.element)
    }

    /// Leads one server through its life; where the service dies on the way it is started again.
    private func live(_ tenant: Tenant, tracedBy trace: FailPointTrace? = nil) async throws {
        var server = ""
        for request in LifeRequest.allCases {
            let process = request == .reboot ? Guests.process(of: server) : nil
            try await revivingly(tenant.service) {
                if request == .create {
                    if let known = try await tenant.find(LifeRequest.name) { server = known; return }
                }
                // Sent before the service died: it is under way, or done, although nobody was told.
                if request != .create {
                    let status = try await tenant.status(server)
                    if status == "busy" || (status == request.outcome && request != .reboot) { return }
                }
                try await request.send(tenant, server)
            }
            try await revivingly(tenant.service) {
                if request == .create { server = try #require(try await tenant.find(LifeRequest.name)) }
                try await tenant.await(server, request.outcome)
            }
            // Before and after it the server is ACTIVE: that it was not lost is seen by the process alone.
            if request == .reboot {
                let next = Guests.process(of: server)
                #expect(next != nil && next != process, "the reboot was lost")
            }
            try trace?.note(as: request.rawValue)
        }
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

    /// Some of what is done with a server follows the last answer to the tenant; the service may die there too.
    private func reviveTheLate(_ service: Service, deaths: Int) async throws {
        guard service.deaths.count == deaths else { return }
        for _ in 0..<100 where service.isRunning { try await Task.sleep(for: .milliseconds(50)) }
        if !service.isRunning { try await service.start() }
    }
}
