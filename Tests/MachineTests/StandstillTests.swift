import Foundation
import Testing

/// The service stands still in the middle of a step, what it works with dies, and the service goes on.
@Suite(
    "kill -9 of what the service works with, at every step", .enabled(if: Service.canRun && Tenant.haltImage != nil),
    .serialized)
@MainActor struct StandstillTests {
    private struct Trial: CustomStringConvertible {
        let passing: FailPointTrace.Passing
        let victim: Victim
        let end: Ends.End

        var description: String { "\(passing), \(victim) dies" }
    }

    @Test("Each request ends as the table says, a bystander is not touched, and nothing is left over")
    func everyStep() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        let bystander = try await Bystander(tenant)
        let before = try await Leftovers(service)
        var trials = try await trials(tenant)
        let all = trials.values.map(\.count).reduce(0, +)
        var tried = 0
        repeat {
            let tour = trials.compactMapValues(\.first)
            try await live(tenant, tour)
            tried += tour.count
            trials = trials.mapValues { Array($0.dropFirst()) }
            #expect(try await Leftovers.settled(service, since: before) == [], "\(tour.values)")
        } while Self.takesAll && trials.values.contains { !$0.isEmpty }
        print("\(tried) of \(all) deaths in the middle of a step")
        #expect(service.deaths == [])
        try await bystander.leave()
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    /// With `VIREO_KILL_SHARE` of 1; else one of each request.
    private static var takesAll: Bool { ProcessInfo.processInfo.environment["VIREO_KILL_SHARE"] == "1" }

    /// What there is to try in the life of a server, in random order.
    private func trials(_ tenant: Tenant) async throws -> [LifeRequest: [Trial]] {
        let (service, table) = (tenant.service, try Ends())
        var chance = Chance(of: "StandstillTests")
        var trials: [LifeRequest: [Trial]] = [:]
        var server = ""
        for request in LifeRequest.allCases {
            #expect(service.stop() == 0)
            let trace = FailPointTrace(service)
            defer { trace.remove() }
            try await service.start(environment: trace.environment)
            try trace.note(as: "start of the service")
            try await request.send(tenant, server)
            if request == .create { server = try #require(try await tenant.find(LifeRequest.name)) }
            try await tenant.await(server, request.outcome)
            try trace.note(as: request.rawValue)
            // The service sees to its networks when it starts, whatever it is asked.
            let passings = trace.passings.filter { $0.request == request.rawValue && !$0.name.contains("host-network") }
            #expect(passings.filter { table[$0] == nil }.map(\.description) == [], "Ends.txt does not know of these")
            trials[request] = passings.flatMap { passing in
                (table[passing] ?? [:]).map { Trial(passing: passing, victim: $0, end: $1) }
            }
            .sorted { "\($0)" < "\($1)" }.shuffled(using: &chance)
        }
        return trials
    }

    /// Leads one server through its life, with the trials of one tour.
    private func live(_ tenant: Tenant, _ tour: [LifeRequest: Trial]) async throws {
        var server = ""
        let others = Guests.domains
        for request in LifeRequest.allCases {
            let process = request == .reboot ? Guests.process(of: server) : nil
            if let trial = tour[request] {
                try await carryOut(trial, request, tenant, server, others: others)
            } else {
                try await request.send(tenant, server)
            }
            if request == .create { server = try #require(try await tenant.find(LifeRequest.name)) }
            let end = tour[request]?.end ?? .done
            try await expect(end, of: request, tenant, server, "\(tour[request].map { "\($0)" } ?? "no death")")
            // The service looks for it now and then; the next to die may be the one that it starts.
            if tour[request]?.victim == .dnsmasq { try await awaitDNSMasq(of: tenant.network) }
            if request == .reboot {
                let next = Guests.process(of: server)
                #expect(next != nil && next != process, "the reboot was lost")
            }
        }
    }

    private func awaitDNSMasq(of network: String) async throws {
        for _ in 0..<300 {
            if Victim.dnsmasq.lives(domain: nil, network: network) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("the network's dnsmasq was not started again in 30 s")
    }

    private func carryOut(
        _ trial: Trial, _ request: LifeRequest, _ tenant: Tenant, _ server: String, others: Set<String>
    ) async throws {
        var chance = Chance(of: "\(trial)")
        let service = tenant.service
        #expect(service.stop() == 0)
        try await service.start(environment: ["VIREO_FAIL_POINT_STOP": trial.passing.armed])
        // It may stand still before it has answered.
        let sent = Task { try await request.send(tenant, server) }
        for _ in 0..<400 where !service.standsStill { try await Task.sleep(for: .milliseconds(50)) }
        defer { kill(service.processID, SIGCONT) }
        #expect(service.standsStill, "\(trial): it was not passed")
        if trial.victim == .libvirtdAtWork {
            kill(service.processID, SIGCONT)
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...1500, using: &chance)))
        }
        // The service tells no id while it stands still.
        let domain = request == .create ? Guests.domains.subtracting(others).first : server
        #expect(try trial.victim.die(domain: domain, network: tenant.network), "\(trial): there is none")
        kill(service.processID, SIGCONT)
        try await sent.value
    }

    /// Waits for the end; afterwards the server is as if nothing had happened.
    private func expect(
        _ end: Ends.End, of request: LifeRequest, _ tenant: Tenant, _ server: String, _ what: String
    ) async throws {
        switch end {
        case .done: try await tenant.await(server, request.outcome, what)
        case .off: try await tenant.await(server, request == .rescue ? "RESCUE" : "SHUTOFF", what)
        case .error: try await tenant.await(server, "ERROR", what)
        }
        let repairs: [LifeRequest] =
            switch end {
            case .done: []
            case .off: request == .rescue ? [.unrescue, .rescue] : [.start]
            case .error: [.reboot]
            }
        for repair in repairs {
            try await repair.send(tenant, server)
            try await tenant.await(server, repair.outcome, what)
        }
    }
}
