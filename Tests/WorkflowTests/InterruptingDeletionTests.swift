import Model
import Runtime
import Store
import Synchronization
import TestKit
import Testing
import Workflow

/// A deletion may come at any time. It begins at each place of whatever it cuts short, at that very place.
@Suite("Deleting in the middle")
struct InterruptingDeletionTests {
    @Test("Nothing is left of a server that is deleted at any place of what was asked before")
    func everywhere() throws {
        let undisturbed = Mishap()
        try tell(deletingAt: nil, undisturbed)
        let places = undisturbed.passed
        for workflow in ["createServer", "stopServer", "startServer", "rebootServer", "rescueServer", "unrescueServer"]
        {
            #expect(places.contains { $0.point.hasPrefix("workflow.\(workflow).") }, "\(workflow)")
        }
        for place in places where !place.point.hasPrefix("workflow.deleteServer.") {
            do {
                try tell(deletingAt: place)
            } catch {
                Issue.record("deleting at \(place): \(error)")
            }
        }
    }

    private func tell(deletingAt place: FailPlace?, _ mishap: Mishap? = nil) throws {
        let watch = PlaceWatch(place)
        let cloud = Mutex<Simulation?>(nil)
        let hook: @Sendable (FailPoint) async throws -> Void = { point in
            guard watch.isReached(by: point), let world = cloud.withLock({ $0 }),
                let server = try await Collection<Server>(world.store).list().first?.value.id
            else { return }
            // Whoever passes waits: what it is in the midst of goes on when the deletion is recorded.
            try await world.delete(server)
        }
        try Simulation.run(seed: 1, mishap: mishap, onFailPoint: hook) { world in
            cloud.withLock { $0 = world }
            defer { cloud.withLock { $0 = nil } }
            try await Self.life(in: world)
            #expect(watch.wasReached == (place != nil), "\(String(describing: place)) was not passed again")
        }
    }

    private static func life(in world: Simulation) async throws {
        let server = try await world.create("vm")
        for action in [ServerAction.stop, .start, .reboot(.soft), .reboot(.hard), .rescue, .unrescue, .delete] {
            try await world.eventually("what was asked has ended") {
                try await Collection<Server>(world.store).get(server.value)?.value.operation == nil
            }
            do {
                switch action {
                case .delete: try await world.delete(server)
                case .rescue: try await world.rescue(server)
                default: try await world.act(action, server)
                }
            } catch is RequestRefusal {
                break
            }
        }
        try await world.awaitGone(server)
        try await world.expectNothingLeft()
    }
}
