internal import HostLink
internal import Hypervisor
internal import Model
internal import Runtime
internal import Store
internal import TestKit
internal import Testing
internal import Workflow

@Suite("A server's life, two controllers and two hosts")
struct ServerLifeTests {
    @Test(arguments: [1, 2, 3, 4, 5])
    func createStopStartDelete(seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            #expect(world.machine(server)?.state == .running)

            try await world.act(.stop, server)
            try await world.await(server, "SHUTOFF")
            #expect(world.machine(server)?.state == .off)

            try await world.act(.start, server)
            try await world.await(server, "ACTIVE")

            try await world.act(.reboot(.soft), server)
            try await world.await(server, "ACTIVE")
            try await world.act(.reboot(.hard), server)
            try await world.await(server, "ACTIVE")
            #expect(world.hosts.map { $0.hypervisor.starts(of: server) }.max() == 4)

            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.expectNothingLeft()
        }
    }

    @Test("A reboot is done once", arguments: 100..<140)
    func rebootOnce(seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            try await world.act(.reboot(.hard), server)
            try await world.await(server, "ACTIVE")
            try await world.runtime.sleep(for: .seconds(30))
            #expect(world.host(of: server)?.hypervisor.starts(of: server) == 2)
        }
    }

    @Test("After a boot of its host a guest is off, or runs again where that is asked for", arguments: [false, true])
    func hostBoot(resumes: Bool) throws {
        try Simulation.run(seed: 11, resumesGuests: resumes) { world in
            let (ran, stopped) = (try await world.create("ran"), try await world.create("stopped"))
            for server in [ran, stopped] { try await world.await(server, "ACTIVE") }
            try await world.act(.stop, stopped)
            try await world.await(stopped, "SHUTOFF")
            let starts = [ran, stopped].map { server in world.host(of: server)?.hypervisor.starts(of: server) }

            world.rebootHosts()
            if resumes {
                try await world.eventually("the guest runs again") { world.machine(ran)?.state == .running }
            }
            try await world.runtime.sleep(for: .seconds(90))
            #expect(try await world.status(ran) == (resumes ? "ACTIVE" : "SHUTOFF"))
            #expect(try await world.status(stopped) == "SHUTOFF")
            #expect(world.host(of: ran)?.hypervisor.starts(of: ran) == starts[0].map { $0 + (resumes ? 1 : 0) })
            #expect(world.host(of: stopped)?.hypervisor.starts(of: stopped) == starts[1])

            try await world.act(.reboot(.hard), ran)
            try await world.await(ran, "ACTIVE")
        }
    }

    @Test("One that a hard reboot has started runs again after a boot of its host, as one that a start has")
    func rebootOfAStoppedServer() throws {
        try Simulation.run(seed: 12, resumesGuests: true) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            try await world.act(.stop, server)
            try await world.await(server, "SHUTOFF")
            try await world.act(.reboot(.hard), server)
            try await world.await(server, "ACTIVE")
            #expect(world.host(of: server)?.hypervisor.starts(of: server) == 2)

            world.rebootHosts()
            try await world.eventually("the guest runs again") { world.machine(server)?.state == .running }
            try await world.await(server, "ACTIVE")
        }
    }

    @Test("A reboot that the host has begun is shown as begun")
    func rebootBegun() throws {
        try Simulation.run(seed: 6) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            try await world.act(.reboot(.hard), server)
            try await world.eventually("the reboot is begun") {
                try await Collection<Server>(world.store).get(server.value)?.value.phase.taskState
                    == "reboot_started_hard"
            }
            try await world.await(server, "ACTIVE")
        }
    }

    @Test("A guest that does not listen is switched off after its time")
    func deafGuest() throws {
        try Simulation.run(seed: 7) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            for host in world.hosts { host.hypervisor.ignorePowerButton(server) }
            let start = world.runtime.uptime
            try await world.act(.stop, server)
            try await world.await(server, "SHUTOFF")
            #expect(world.runtime.uptime - start >= .seconds(60))
        }
    }

    @Test("A guest whose disk has no room is paused, tries again now and then, and goes on when there is room")
    func noRoom() throws {
        try Simulation.run(seed: 13) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            let host = try #require(world.host(of: server))
            host.hypervisor.setRoom(false, of: server)
            try await world.runtime.sleep(for: .seconds(600))
            #expect(world.machine(server)?.state == .stalled)
            #expect(try await world.status(server) == "ACTIVE")
            let shown = try await Collection<Server>(world.store).get(server.value)?.value.observation?.powerState
            #expect(shown == .paused)
            #expect((15...60).contains(host.hypervisor.resumptions(of: server)))
            host.hypervisor.setRoom(true, of: server)
            try await world.eventually(within: .seconds(60), "the guest goes on") {
                world.machine(server)?.state == .running
            }
            try await world.eventually("that is shown") {
                try await Collection<Server>(world.store).get(server.value)?.value.observation?.powerState == .running
            }
            #expect(host.hypervisor.starts(of: server) == 1)

            host.hypervisor.setRoom(false, of: server)
            try await world.act(.stop, server)
            try await world.await(server, "SHUTOFF")
            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.expectNothingLeft()
        }
    }

    @Test("Every host verifies its cached images once a day")
    func verification() throws {
        try Simulation.run(seed: 14) { world in
            try await world.runtime.sleep(for: .seconds(26 * 3600))
            for host in world.hosts { #expect(host.disks.verifications == 2) }
        }
    }

    @Test("A guest that halts itself is SHUTOFF, and nobody starts it again")
    func haltsItself() throws {
        try Simulation.run(seed: 8) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            let host = try #require(world.host(of: server))
            host.hypervisor.halt(server)
            try await world.await(server, "SHUTOFF")
            try await world.runtime.sleep(for: .seconds(300))
            #expect(host.hypervisor.starts(of: server) == 1)
            #expect(world.machine(server)?.state == .off)
        }
    }

    @Test("A machine removed behind our back is a fault, and a hard reboot repairs it")
    func removedByHand() throws {
        try Simulation.run(seed: 9) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            let host = try #require(world.host(of: server))
            host.hypervisor.lose(server)
            try await world.await(server, "ERROR")
            try await world.act(.reboot(.hard), server)
            try await world.await(server, "ACTIVE")
            #expect(world.machine(server)?.state == .running)
        }
    }

    @Test("A hypervisor that does not answer changes nothing")
    func unreachable() throws {
        try Simulation.run(seed: 10) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            let host = try #require(world.host(of: server))
            host.hypervisor.setReachable(false)
            try await world.runtime.sleep(for: .seconds(120))
            #expect(try await world.status(server) == "ACTIVE")
            host.hypervisor.setReachable(true)
            try await world.runtime.sleep(for: .seconds(10))
            #expect(try await world.status(server) == "ACTIVE")
            #expect(host.hypervisor.starts(of: server) == 1)
        }
    }

    @Test("An image that is refused leaves a server in ERROR that says why, and nothing else")
    func refusedImage() throws {
        try Simulation.run(seed: 11) { world in
            for host in world.hosts { host.disks.refuseImages(.imageRefused("The image has a backing file.")) }
            let server = try await world.create("vm")
            try await world.await(server, "ERROR")
            let stored = try await Collection<Server>(world.store).get(server.value)
            #expect(stored?.value.fault?.message == "The image has a backing file.")
            #expect(stored?.value.placements == [])
            try await world.expectNothingOnHosts()
            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.expectNothingLeft()
        }
    }

    @Test("Without room the refusal counts the filters")
    func noValidHost() throws {
        try Simulation.run(seed: 12) { world in
            let server = try await world.create("vm", flavor: "huge")
            try await world.await(server, "ERROR")
            let message = try await Collection<Server>(world.store).get(server.value)?.value.fault?.message ?? ""
            #expect(message.contains("No valid host was found"))
            #expect(message.contains("2 by RamFilter"))
        }
    }

    @Test("A deletion cuts a creation short", arguments: [21, 22, 23, 24, 25, 26, 27, 28])
    func deleteDuringCreate(seed: UInt64) throws {
        try Simulation.run(seed: seed) { world in
            let server = try await world.create("vm")
            try await world.runtime.sleep(for: .milliseconds(Int(world.runtime.random() % 600)))
            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.expectNothingLeft()
        }
    }

    @Test("Claims are never oversold, however many ask at once")
    func manyAtOnce() throws {
        try Simulation.run(seed: 30) { world in
            var servers: [ID<Server>] = []
            for index in 0..<20 { servers.append(try await world.create("vm-\(index)")) }
            for server in servers { try await world.await(server, "ACTIVE") }
            try await world.expectClaimsEqualPlacements()
            for server in servers { try await world.delete(server) }
            for server in servers { try await world.awaitGone(server) }
            try await world.expectNothingLeft()
        }
    }
}
