import Hypervisor
import Model
import Runtime
import Store
import Synchronization
import TestKit
import Testing
import Workflow

@Suite("Operations that cut others short, and hosts that are away")
struct PreemptionTests {
    @Test("A deletion does not wait for the grace of the stop that it cuts short", arguments: [1, 2, 3] as [UInt64])
    func deletionDuringStop(seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            for host in world.hosts { host.hypervisor.ignorePowerButton(server) }
            try await world.act(.stop, server)
            try await world.runtime.sleep(for: .seconds(2))
            let start = world.runtime.uptime
            try await world.delete(server)
            try await world.awaitGone(server)
            #expect(world.runtime.uptime - start < .seconds(10))
            try await world.expectNothingLeft()
        }
    }

    @Test(
        "A server on a host that died during its creation can be deleted soon; the host clears it away when it returns")
    func deletionOnDeadHost() throws {
        try Simulation.run(seed: 4) { world in
            let server = try await world.create("vm")
            try await world.eventually("a machine is there") { world.machine(server) != nil }
            world.killAgents()
            try await world.runtime.sleep(for: .seconds(15))
            let start = world.runtime.uptime
            try await world.delete(server)
            try await world.awaitGone(server)
            #expect(world.runtime.uptime - start < .seconds(60))
            for host in world.hosts { world.startAgent(of: host) }
            try await world.eventually("the hosts are clean") {
                world.hosts.allSatisfy { $0.hypervisor.peekAll().isEmpty }
            }
            try await world.expectNothingLeft()
        }
    }

    @Test(
        "A request for many servers that the store refuses in the middle leaves none of them",
        arguments: [21, 22, 23] as [UInt64])
    func refusedInTheMiddle(seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            for controller in world.controllers { controller.node.cutOff(afterCommits: 2) }
            await #expect(throws: StoreError.self) { try await world.create("many", count: 25) }
            #expect(try await !world.store.list("servers/").value.isEmpty, "refused before any was recorded")
            try await world.runtime.sleep(for: .seconds(5))
            for controller in world.controllers { controller.node.reconnect() }
            try await world.eventually("none is left") { try await world.store.list("servers/").value.isEmpty }
            try await world.expectNothingLeft()
        }
    }

    @Test("Of many deletions at once each host carries out a few at a time, and ends them one after the other")
    func manyDeletions() throws {
        let removing = Mutex((now: 0, most: 0))
        try Simulation.run(
            seed: 31,
            onFailPoint: { point in
                removing.withLock { count in
                    if point.name == "agent.power-off.before" { count.now += 1 }
                    if point.name == "agent.power-off.after" { count.now -= 1 }
                    count.most = max(count.most, count.now)
                }
            },
            { world in
                var servers: [ID<Server>] = []
                for number in 0..<24 { servers.append(try await world.create("vm-\(number)")) }
                for server in servers { try await world.await(server, "ACTIVE") }
                for server in servers { try await world.delete(server) }
                for server in servers { try await world.awaitGone(server) }
                try await world.expectNothingLeft()
            })
        #expect((2...4 * 2).contains(removing.withLock { $0.most }), "four on each of two hosts")
    }

    @Test("A request is run also where the store's answer to it was lost")
    func lostAnswerToRequest() throws {
        try Simulation.run(seed: 6) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            for controller in world.controllers { controller.node.loseNextAnswer() }
            try await world.act(.stop, server)
            try await world.await(server, "SHUTOFF")
        }
    }

    @Test("A workflow is run also where the answer to taking it over was lost", arguments: [7, 8, 9, 10] as [UInt64])
    func lostAnswerToAdoption(seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            let server = try await world.create("vm")
            for controller in world.controllers { controller.kill() }
            await world.startController("three")
            for controller in world.controllers { controller.node.loseNextAnswer() }
            try await world.await(server, "ACTIVE")
        }
    }

    @Test("What a host began before it died is cleared away when it returns after the creation was given up")
    func failureOnDeadHost() throws {
        try Simulation.run(seed: 5) { world in
            let server = try await world.create("vm")
            try await world.eventually("a machine is there") { world.machine(server) != nil }
            world.killAgents()
            try await world.eventually(within: .seconds(7200), "the creation is given up") {
                try await world.status(server) == "ERROR"
            }
            for host in world.hosts { world.startAgent(of: host) }
            try await world.eventually("the hosts are clean") {
                world.hosts.allSatisfy { $0.hypervisor.peekAll().isEmpty }
            }
            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.expectNothingLeft()
        }
    }

    @Test(
        "A controller that hangs in a creation leaves nothing when it goes on after the server's deletion",
        arguments: ["ports.0.before-call", "ports.0.after-call", "place.bound", "schedule.chosen"])
    func hangingController(place: String) throws {
        let mishap = Mishap(.passerHangs, at: FailPlace("workflow.createServer.\(place)"))
        try Simulation.run(seed: 8, mishap: mishap) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.runtime.sleep(for: .seconds(120))
            #expect(mishap.hasHappened)
            try await world.expectNothingLeft()
        }
    }
}
