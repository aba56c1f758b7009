import Foundation
import JSON
import Testing

/// A tenant's work with a service that may be away at any time.
@MainActor
final class Load {
    private enum Request: CaseIterable {
        case stop, start, reboot

        var body: JSONValue {
            switch self {
            case .stop: ["os-stop": nil]
            case .start: ["os-start": nil]
            case .reboot: ["reboot": ["type": "HARD"]]
            }
        }

        var outcome: String { self == .stop ? "SHUTOFF" : "ACTIVE" }
    }

    private let tenant: Tenant

    init(_ tenant: Tenant) { self.tenant = tenant }

    /// One server after another: made, led through some of its life, deleted.
    func live(_ name: String, until end: ContinuousClock.Instant) async throws {
        var chance = Chance(of: name)
        while ContinuousClock.now < end {
            var server = ""
            try await persistently {
                if try await tenant.find(name) == nil { try expectAccepted(try await tenant.create(name)) }
                server = try #require(try await tenant.find(name))
            }
            try await persistently { try await tenant.await(server, "ACTIVE") }
            for _ in 0..<Int.random(in: 1...3, using: &chance) where ContinuousClock.now < end {
                try await ask(Request.allCases.randomElement(using: &chance) ?? .reboot, of: server)
            }
            try await persistently {
                if try await tenant.status(server) != nil {
                    try expectAccepted(try await tenant.service.delete("/compute/v2.1/servers/\(server)"))
                }
            }
            try await persistently { try await tenant.await(server, nil) }
        }
    }

    private func ask(_ request: Request, of server: String) async throws {
        let process = Guests.process(of: server)
        var isAccepted = false
        try await persistently {
            // It may be under way, or done, although nobody was told.
            let status = try await tenant.status(server)
            if status == "busy" || (status == request.outcome && request != .reboot) { return }
            let answer = try await tenant.act(request.body, server)
            if request == .reboot, answer.status == 409 { return }
            try expectAccepted(answer)
            isAccepted = true
        }
        try await persistently { try await tenant.await(server, request.outcome) }
        guard request == .reboot, isAccepted else { return }
        let next = Guests.process(of: server)
        #expect(next != nil && next != process, "the reboot of \(server) was lost")
    }

    private struct Unavailable: Error {}

    private func expectAccepted(_ answer: Service.Answer) throws {
        if answer.status == 503 { throw Unavailable() }
        #expect((200..<300).contains(answer.status), "\(answer.body)")
    }

    /// Again and again while the service is away.
    private func persistently(_ work: () async throws -> Void) async throws {
        for _ in 0..<600 {
            do {
                return try await work()
            } catch is URLError {
            } catch is Unavailable {}
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("the service does not come back")
    }
}
