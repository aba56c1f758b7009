import Model
import Runtime
import Store
import TestKit
import Testing
import Workflow

@Suite("What is kept of deleted servers")
struct DeletedServerSweepTests {
    @Test("It is forgotten when its time is over, with its actions, and not before")
    func forgetting() throws {
        try Simulation.run(seed: 21) { world in
            let old = try await world.create("old")
            let recent = try await world.create("recent")
            for server in [old, recent] {
                try await world.await(server, "ACTIVE")
                try await world.delete(server)
                try await world.awaitGone(server)
            }
            let end = world.runtime.now + .seconds(-31 * 86_400)
            _ = try await Collection<DeletedServer>(world.store).modify(old.value) { $0.server.terminatedAt = end }

            let sweep = DeletedServerSweep(world.controllers[0].services)
            let run = world.runtime.spawn("sweep") { try? await sweep.run() }
            try await world.eventually("the old server is forgotten") {
                try await Collection<DeletedServer>(world.store).list().map(\.key) == [recent.value]
            }
            run.cancel()
            #expect(try await world.store.list("actions/\(old)/").value.isEmpty)
            #expect(try await world.store.list("actions/\(recent)/").value.count == 2)
        }
    }
}
