import HostLink
import Hypervisor
import Model
import Runtime
import Store
import TestKit
import Testing
import Workflow

@Suite("What hosts see beside what is asked of them")
struct ObservationTests {
    @Test("A guest that halts while its creation ends is shown as off", arguments: 1...20 as ClosedRange<UInt64>)
    func haltsAtOnce(seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            let server = try await world.create("vm")
            try await world.eventually("it runs") { world.machine(server)?.state == .running }
            try await world.runtime.sleep(for: .microseconds(Int(world.runtime.random() % 40_000)))
            world.host(of: server)?.hypervisor.halt(server)
            try await world.await(server, "SHUTOFF")
            try await world.runtime.sleep(for: .seconds(120))
            #expect(try await world.status(server) == "SHUTOFF")
            #expect(world.host(of: server)?.hypervisor.starts(of: server) == 1)
        }
    }

    @Test("A stop of a machine that was removed by somebody does not hide that", arguments: [1, 2, 3] as [UInt64])
    func stopOfLost(seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            world.host(of: server)?.hypervisor.lose(server)
            try await world.await(server, "ERROR")
            try await world.act(.stop, server)
            try await world.eventually("the stop has ended") {
                try await Collection<Server>(world.store).get(server.value)?.value.operation == nil
            }
            try await world.await(server, "ERROR")
            let fault = try await Collection<Server>(world.store).get(server.value)?.value.fault
            #expect(fault?.message.contains("hard reboot") == true)
        }
    }

    @Test("An agent that starts again tells nothing anew of machines that are as it has told")
    func nothingNew() throws {
        try Simulation.run(seed: 3) { world in
            for name in ["on", "off"] { try await world.await(try await world.create(name), "ACTIVE") }
            let off = try #require(try await Collection<Server>(world.store).list().first { $0.value.name == "off" })
            try await world.act(.stop, off.value.id)
            try await world.await(off.value.id, "SHUTOFF")
            try await world.runtime.sleep(for: .seconds(5))
            let told = try await Collection<MachineReport>(world.store).list().map(\.revision)
            #expect(told.count == 2)
            world.killAgents()
            for host in world.hosts { world.startAgent(of: host) }
            try await world.runtime.sleep(for: .seconds(200))
            #expect(try await Collection<MachineReport>(world.store).list().map(\.revision) == told)
            // What happened while it was away is told.
            world.killAgents()
            world.host(of: off.value.id)?.hypervisor.lose(off.value.id)
            for host in world.hosts { world.startAgent(of: host) }
            try await world.await(off.value.id, "ERROR")
        }
    }

    @Test("A start that failed is told, and not tried again behind its user's back")
    func failedStart() throws {
        try Simulation.run(seed: 5) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            try await world.act(.stop, server)
            try await world.await(server, "SHUTOFF")
            let host = try #require(world.host(of: server))
            host.hypervisor.failNext(.failed("no"))
            try await world.act(.start, server)
            try await world.await(server, "SHUTOFF")
            world.killAgents()
            for host in world.hosts { world.startAgent(of: host) }
            try await world.runtime.sleep(for: .seconds(200))
            #expect(host.hypervisor.starts(of: server) == 1)
            #expect(world.machine(server)?.state == .off)
            #expect(try await world.status(server) == "SHUTOFF")
            let actions = try await Collection<InstanceAction>(world.store).list(under: "\(server)/").map(\.value)
            #expect(actions.filter { $0.message != nil }.map(\.action) == ["start"])

            try await world.act(.start, server)
            try await world.await(server, "ACTIVE")
            #expect(host.hypervisor.starts(of: server) == 2)
        }
    }

    @Test("A deletion whose host fails once is done soon all the same")
    func failedRemoval() throws {
        try Simulation.run(seed: 6) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            world.host(of: server)?.hypervisor.failNext(.failed("no"))
            let start = world.runtime.uptime
            try await world.delete(server)
            try await world.awaitGone(server)
            #expect(world.runtime.uptime - start < .seconds(10))
            try await world.expectNothingLeft()
        }
    }

    @Test("A start that a host comes to only after its time is shown when it has come to pass")
    func lateStart() throws {
        try Simulation.run(seed: 7) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            try await world.act(.stop, server)
            try await world.await(server, "SHUTOFF")
            world.killAgents()
            try await world.act(.start, server)
            try await world.await(server, "SHUTOFF")
            for host in world.hosts { world.startAgent(of: host) }
            try await world.await(server, "ACTIVE")
            #expect(world.machine(server)?.state == .running)
        }
    }

    @Test("A start that is done ends as done also where the host's monitor has fallen silent since")
    func silentAfterStart() throws {
        let mishap = Mishap(.passerHangs, at: FailPlace("workflow.startServer.power.after"))
        try Simulation.run(seed: 9, mishap: mishap) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            try await world.act(.stop, server)
            try await world.await(server, "SHUTOFF")
            try await world.act(.start, server)
            try await world.eventually("the start is done") { mishap.hasHappened }
            let host = try #require(world.host(of: server))
            host.hypervisor.setReachable(false)
            try await world.await(server, "ACTIVE")
            host.hypervisor.setReachable(true)
            try await world.runtime.sleep(for: .seconds(90))
            try await world.await(server, "ACTIVE")
        }
    }
}
