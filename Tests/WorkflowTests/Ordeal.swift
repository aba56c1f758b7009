import Hypervisor
import Model
import Runtime
import Store
import TestKit
import Testing

/// A cloud that a mishap befalls while a story is told in it: whatever was asked comes to pass, soon and not only in the
/// end, and nothing is lost.
struct Ordeal: Sendable {
    let world: Simulation
    let mishap: Mishap
    /// A server that nobody asks anything of.
    let bystander: ID<Server>

    /// - Parameter server: one that runs before the story begins.
    static func run(
        seed: UInt64, _ mishap: Mishap, with server: String? = nil,
        _ story: @escaping @Sendable (Ordeal) async throws -> Void
    ) throws {
        let names = ["bystander", server].compactMap(\.self)
        let beforehand: @Sendable (Simulation) async throws -> Void = { world in
            for name in names { try await world.await(try await world.create(name), "ACTIVE") }
        }
        try Simulation.run(seed: seed, mishap: mishap, beforehand: beforehand) { world in
            let bystander = try #require(try await id(of: "bystander", in: world))
            let ordeal = Ordeal(world: world, mishap: mishap, bystander: bystander)
            try await story(ordeal)
            try await ordeal.end()
        }
    }

    func id(of name: String) async throws -> ID<Server>? { try await Self.id(of: name, in: world) }

    private static func id(of name: String, in world: Simulation) async throws -> ID<Server>? {
        try await Collection<Server>(world.store).list().first { $0.value.name == name }?.value.id
    }

    /// Waits until what was asked has come to pass.
    func soon(_ what: String, since: Duration? = nil, _ work: () async throws -> Void) async throws {
        let begun = since ?? world.runtime.uptime
        try await work()
        let isOver = mishap.happenedAt.map { $0 + mishap.kind.lasts } ?? begun
        let allowed = max(begun, isOver) + Self.patience
        #expect(world.runtime.uptime <= allowed, "\(what) took \(world.runtime.uptime - begun)")
    }

    /// Half of the ten seconds that are promised after a restart: what waits for a wake-up that is lost takes longer.
    private static let patience: Duration = .seconds(5)

    func create(until status: String = "ACTIVE") async throws -> ID<Server> {
        let begun = world.runtime.uptime
        let server = try await world.create("vm")
        try await soon("the creation", since: begun) { try await world.await(server, status) }
        if status == "ACTIVE" { #expect(world.machine(server)?.state == .running) }
        return server
    }

    /// A guest that runs already proves nothing: what makes it run must also have started it since.
    func ask(_ action: ServerAction, _ server: ID<Server>, until status: String) async throws {
        let starts = starts(of: server)
        try await soon(action.name) {
            if action == .rescue { try await world.rescue(server) } else { try await world.act(action, server) }
            try await world.await(server, status)
        }
        let isToRun = status != "SHUTOFF"
        #expect(world.machine(server)?.state == (isToRun ? .running : .off))
        if isToRun { #expect(self.starts(of: server) > starts, "\(action.name) started no guest") }
    }

    func delete(_ server: ID<Server>) async throws {
        try await soon("the deletion") {
            try await world.delete(server)
            try await world.awaitGone(server)
        }
        try await world.expectNothingOnHosts(but: bystander)
    }

    func starts(of server: ID<Server>) -> Int { world.hosts.reduce(0) { $0 + $1.hypervisor.starts(of: server) } }

    /// Nothing was done to it, and it can be deleted like any other.
    func end() async throws {
        #expect(starts(of: bystander) == 1)
        #expect(world.machine(bystander)?.state == .running)
        #expect(try await world.status(bystander) == "ACTIVE")
        try await world.expectClaimsEqualPlacements()
        try await world.delete(bystander)
        try await world.awaitGone(bystander)
        try await world.expectNothingLeft()
    }
}

extension Mishap.Kind {
    /// How long nobody can do anything about it.
    fileprivate var lasts: Duration {
        switch self {
        // The lease of who died tells the others, and runs out ten seconds after it was last kept.
        case .passerDies, .everyoneDies: .seconds(10)
        case .agentStops, .answerIsLost: .zero
        case .passerHangs: .seconds(60)
        }
    }
}
