import JSON
import Testing

/// The life of a server: each request with the status that must come of it in the end.
enum LifeRequest: String, CaseIterable {
    case create, stop, start, reboot, rescue, unrescue, delete

    static let name = "victim"

    /// Nil is "gone".
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
            case .create: try await tenant.create(Self.name)
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
