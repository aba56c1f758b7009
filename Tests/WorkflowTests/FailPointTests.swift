import Foundation
import Hypervisor
import Model
import Runtime
import Store
import TestKit
import Testing
import Workflow

/// Whatever dies wherever, what was asked comes to pass, and nothing is left over.
///
/// The places are those that a first run passes: a new step is tested by having fail points.
@Suite("Dying at every fail point")
struct FailPointTests {
    /// How many seeds each place is tried with.
    private static var seeds: Int { ProcessInfo.processInfo.environment["VIREO_PLACE_SEEDS"].flatMap { Int($0) } ?? 1 }

    @Test("A server's whole life", arguments: Mishap.Kind.allCases)
    func life(kind: Mishap.Kind) throws {
        let places = try everywhere(kind) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            #expect(world.machine(server)?.state == .running)
            #expect(
                world.hosts.map { $0.hypervisor.starts(of: server) }.sorted() == [0, 1], "a new guest is started once")
            try await world.expectClaimsEqualPlacements()

            try await world.act(.stop, server)
            try await world.await(server, "SHUTOFF")
            #expect(world.machine(server)?.state == .off)
            try await world.act(.start, server)
            try await world.await(server, "ACTIVE")
            try await world.act(.reboot(.soft), server)
            try await world.await(server, "ACTIVE")
            try await world.act(.reboot(.hard), server)
            try await world.await(server, "ACTIVE")
            #expect(world.machine(server)?.state == .running)
            try await world.rescue(server)
            try await world.await(server, "RESCUE")
            #expect(world.machine(server)?.state == .running)
            #expect(try await world.files(of: server).contains(ServerRescue.diskName))
            try await world.act(.unrescue, server)
            try await world.await(server, "ACTIVE")
            #expect(world.machine(server)?.state == .running)
            #expect(try await !world.files(of: server).contains(ServerRescue.diskName))

            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.expectNothingLeft()
        }
        for workflow in [
            "createServer", "stopServer", "startServer", "rebootServer", "rescueServer", "unrescueServer",
            "deleteServer",
        ] {
            #expect(places.contains { $0.hasPrefix("workflow.\(workflow).") }, "\(workflow) passes no fail point")
        }
        #expect(places.contains { $0.hasPrefix("agent.") })
    }

    @Test("A creation that fails", arguments: Mishap.Kind.allCases)
    func failure(kind: Mishap.Kind) throws {
        let places = try everywhere(kind) { world in
            for host in world.hosts { host.disks.refuseImages(.imageRefused("The image has a backing file.")) }
            let server = try await world.create("vm")
            try await world.await(server, "ERROR")
            let stored = try await Collection<Server>(world.store).get(server.value)
            #expect(stored?.value.fault?.message == "The image has a backing file.")
            #expect(stored?.value.placements == [])
            try await world.expectNothingOnHosts()
            try await world.expectClaimsEqualPlacements()
            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.expectNothingLeft()
        }
        #expect(places.contains { $0.contains(".undo.") })
    }

    @Test("A deletion that cuts a creation short", arguments: Mishap.Kind.allCases)
    func deletion(kind: Mishap.Kind) throws {
        try everywhere(kind) { world in
            let server = try await world.create("vm")
            try await world.runtime.sleep(for: .milliseconds(Int(world.runtime.random() % 500)))
            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.expectNothingLeft()
        }
    }

    @Test(
        "A hard reboot that cuts a soft one short, with a guest that does not listen", arguments: Mishap.Kind.allCases)
    func preemption(kind: Mishap.Kind) throws {
        try everywhere(kind) { world in
            let server = try await world.create("vm")
            try await world.await(server, "ACTIVE")
            for host in world.hosts { host.hypervisor.ignorePowerButton(server) }
            try await world.act(.reboot(.soft), server)
            try await world.runtime.sleep(for: .seconds(3))
            try await world.act(.reboot(.hard), server)
            try await world.await(server, "ACTIVE")
            #expect(world.machine(server)?.state == .running)
            try await world.delete(server)
            try await world.awaitGone(server)
            try await world.expectNothingLeft()
        }
    }

    /// Runs the story once undisturbed and then once for each place and seed, with that mishap there.
    @discardableResult
    private func everywhere(
        _ kind: Mishap.Kind, _ story: @escaping @Sendable (Simulation) async throws -> Void
    ) throws -> [String] {
        let undisturbed = Mishap()
        try Simulation.run(seed: 1, mishap: undisturbed, story)
        for place in undisturbed.passed {
            for seed in 1...Self.seeds {
                let mishap = Mishap(kind, at: place)
                do {
                    try Simulation.run(seed: UInt64(seed), mishap: mishap, story)
                } catch {
                    Issue.record("\(kind) at \(place), seed \(seed): \(error)")
                }
                if seed == 1 { #expect(mishap.hasHappened, "\(place) was not passed again") }
            }
        }
        return undisturbed.passed
    }
}
