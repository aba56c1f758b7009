import JSON
import Testing

/// A server that nobody asks anything of while others suffer: its guest must run on.
struct Bystander {
    private let tenant: Tenant
    private let server: String
    private let process: Int32

    init(_ tenant: Tenant) async throws {
        self.tenant = tenant
        #expect(try await tenant.create("bystander").status == 202)
        server = try #require(try await tenant.find("bystander"))
        try await tenant.await(server, "ACTIVE")
        process = try #require(Guests.process(of: server))
    }

    /// Expects it to be untouched, and deletes it.
    func leave() async throws {
        #expect(Guests.process(of: server) == process)
        #expect(try await tenant.status(server) == "ACTIVE")
        try await tenant.service.delete("/compute/v2.1/servers/\(server)")
        try await tenant.await(server, nil)
    }
}
