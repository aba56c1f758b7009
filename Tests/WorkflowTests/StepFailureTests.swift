import Hypervisor
import Model
import Runtime
import Store
import TestKit
import Testing
import Workflow

/// Every step of every workflow fails once, at every place in it; and whoever undoes or goes on dies at every place of
/// that, so that all is undone and done twice.
@Suite("Failing at every step")
struct StepFailureTests {
    @Test("A creation that fails at any step leaves a server in ERROR that says why, and nothing else")
    func creation() throws {
        for place in try places(of: "createServer", Self.create) + agentPlaces(Self.create) {
            try run(failingAt: place, Self.create)
        }
    }

    @Test("What a failed creation undoes is undone also by two, one after the other")
    func undoTwice() throws {
        for place in try places(of: "createServer", Self.create) + agentPlaces(Self.create, until: "deleteServer") {
            let undisturbed = Mishap()
            try run(failingAt: place, mishap: undisturbed, Self.create)
            for undo in undisturbed.passed where undo.point.contains(".undo.") {
                for kind in [Mishap.Kind.passerDies, .answerIsLost] {
                    try run(failingAt: place, mishap: Mishap(kind, at: undo), Self.create)
                }
            }
        }
    }

    @Test("A start, stop, reboot or rescue that fails leaves a server that says what it is, and that can be used on")
    func power() throws {
        for kind in ["stopServer", "startServer", "rebootServer", "rescueServer", "unrescueServer"] {
            let places = try places(of: kind, Self.powerChanges)
            #expect(!places.isEmpty)
            for place in places { try run(failingAt: place, Self.powerChanges) }
        }
        for place in try agentPlaces(Self.powerChanges, from: "stopServer") {
            try run(failingAt: place, Self.powerChanges)
        }
    }

    @Test("A deletion goes on whatever fails")
    func deletion() throws {
        let places = try places(of: "deleteServer", Self.delete)
        #expect(places.count >= 4)
        for place in try places + agentPlaces(Self.delete, from: "deleteServer") {
            try run(failingAt: place, Self.delete)
        }
    }

    // MARK: Stories

    private static let create: @Sendable (Simulation) async throws -> Void = { world in
        let server = try await world.create("vm")
        try await settled(server, world)
        if try await world.status(server) == "ERROR" {
            let stored = try await Collection<Server>(world.store).get(server.value)?.value
            #expect(stored?.fault?.message == "It was made to fail.")
            #expect(stored?.placements == [])
            try await world.expectNothingOnHosts()
        }
        try await world.expectClaimsEqualPlacements()
        try await world.delete(server)
        try await world.awaitGone(server)
        try await world.expectNothingLeft()
    }

    private static let powerChanges: @Sendable (Simulation) async throws -> Void = { world in
        let server = try await world.create("vm")
        try await world.await(server, "ACTIVE")
        for action in [ServerAction.stop, .start, .reboot(.soft), .stop, .reboot(.hard), .rescue, .unrescue] {
            do {
                if action == .rescue { try await world.rescue(server) } else { try await world.act(action, server) }
            } catch is RequestRefusal {
                // The one before has failed, and the server's state does not permit this one.
            }
            try await settled(server, world)
            try await world.runtime.sleep(for: .seconds(2))
            let runs = world.machine(server)?.state == .running
            switch try await world.status(server) {
            case "ACTIVE", "RESCUE": #expect(runs)
            case "SHUTOFF": #expect(!runs)
            default: break
            }
        }
        try await world.act(.reboot(.hard), server)
        try await settled(server, world)
        try await world.expectClaimsEqualPlacements()
        try await world.delete(server)
        try await world.awaitGone(server)
        try await world.expectNothingLeft()
    }

    private static let delete: @Sendable (Simulation) async throws -> Void = { world in
        let server = try await world.create("vm")
        try await world.await(server, "ACTIVE")
        try await world.delete(server)
        try await world.awaitGone(server)
        try await world.expectNothingLeft()
    }

    private static func settled(_ server: ID<Server>, _ world: Simulation) async throws {
        try await world.eventually("\(server) is settled") {
            try await Collection<Server>(world.store).get(server.value)?.value.operation == nil
        }
    }

    // MARK: Running

    private func places(
        of workflow: String, _ story: @escaping @Sendable (Simulation) async throws -> Void
    ) throws -> [FailPlace] {
        try passed(story).filter { $0.point.hasPrefix("workflow.\(workflow).") && $0.time == 1 }
    }

    /// Those of the hosts, each time that one is passed.
    ///
    /// - Parameters:
    ///   - first: the workflow that begins the part of the story that counts; nil for the story's begin.
    ///   - end: the workflow that ends it.
    private func agentPlaces(
        _ story: @escaping @Sendable (Simulation) async throws -> Void, from first: String? = nil,
        until end: String? = nil
    ) throws -> [FailPlace] {
        let passed = try passed(story)
        let begin = first.map { name in passed.firstIndex { $0.point.hasPrefix("workflow.\(name).") } } ?? 0
        let last = end.map { name in passed.firstIndex { $0.point.hasPrefix("workflow.\(name).") } } ?? passed.count
        let places = try passed[#require(begin)..<#require(last)].filter { $0.point.hasPrefix("agent.") }
        #expect(places.count >= 4)
        return places
    }

    private func passed(_ story: @escaping @Sendable (Simulation) async throws -> Void) throws -> [FailPlace] {
        let undisturbed = Mishap()
        try Simulation.run(seed: 1, mishap: undisturbed, story)
        return undisturbed.passed
    }

    private func run(
        failingAt place: FailPlace, mishap: Mishap? = nil,
        _ story: @escaping @Sendable (Simulation) async throws -> Void
    ) throws {
        let watch = PlaceWatch(place)
        let hook: @Sendable (FailPoint) throws -> Void = { point in
            if watch.isReached(by: point) { throw Fault(code: 500, message: "It was made to fail.") }
        }
        do {
            try Simulation.run(seed: 1, mishap: mishap, onFailPoint: hook, story)
        } catch {
            Issue.record("failing at \(place): \(error)")
        }
        #expect(watch.wasReached, "\(place) was not passed again")
    }
}
