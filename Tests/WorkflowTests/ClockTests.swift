internal import Hypervisor
import Model
import Runtime
import Store
import TestKit
import Testing
import Workflow

@Suite("Clocks that jump, and times when nobody works")
struct ClockTests {
    @Test(
        "A wall clock that is set to another day ends no operation",
        arguments: [Duration.seconds(86_400), .seconds(-86_400)], [1, 2, 3] as [UInt64])
    func jump(by: Duration, seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            for host in world.hosts { host.hypervisor.slowDown(by: 20) }
            let server = try await world.create("vm")
            world.runtime.shiftWallClock(by: by)
            try await world.await(server, "ACTIVE")
            try await world.act(.stop, server)
            world.runtime.shiftWallClock(by: by)
            try await world.await(server, "SHUTOFF")
            let actions = try await Collection<InstanceAction>(world.store).list(under: "\(server)/").map(\.value)
            #expect(actions.allSatisfy { $0.message == nil })
        }
    }

    @Test("What is taken up again long after its time still has a minute", arguments: [1, 2, 3] as [UInt64])
    func resumed(seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            let server = try await world.create("vm")
            for controller in world.controllers { controller.kill() }
            world.killAgents()
            try await world.runtime.sleep(for: .seconds(86_400))
            for host in world.hosts { world.startAgent(of: host) }
            await world.startController("three")
            try await world.await(server, "ACTIVE")
            #expect(world.machine(server)?.state == .running)
        }
    }
}
