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
    /// How many seeds each place is tried with; nil for one, at some of the places.
    private static var seeds: Int? { ProcessInfo.processInfo.environment["VIREO_PLACE_SEEDS"].flatMap { Int($0) } }

    @Test("A server's whole life", arguments: Mishap.Kind.allCases)
    func life(kind: Mishap.Kind) throws {
        let places = try everywhere(kind) { ordeal in
            let world = ordeal.world
            let server = try await ordeal.create()
            #expect(
                world.hosts.map { $0.hypervisor.starts(of: server) }.sorted() == [0, 1], "a new guest is started once")
            try await world.expectClaimsEqualPlacements()

            try await ordeal.ask(.stop, server, until: "SHUTOFF")
            try await ordeal.ask(.start, server, until: "ACTIVE")
            try await ordeal.ask(.reboot(.soft), server, until: "ACTIVE")
            try await ordeal.ask(.reboot(.hard), server, until: "ACTIVE")
            try await ordeal.ask(.rescue, server, until: "RESCUE")
            #expect(try await world.files(of: server).contains(ServerRescue.diskName))
            try await ordeal.ask(.unrescue, server, until: "ACTIVE")
            #expect(try await !world.files(of: server).contains(ServerRescue.diskName))
            try await ordeal.delete(server)
        }
        for workflow in [
            "createServer", "stopServer", "startServer", "rebootServer", "rescueServer", "unrescueServer",
            "deleteServer",
        ] {
            #expect(places.contains { $0.point.hasPrefix("workflow.\(workflow).") }, "\(workflow) passes no fail point")
        }
        #expect(places.filter { $0.point == "agent.start.before" }.map(\.time) == Array(1...6))
    }

    @Test("A creation that fails", arguments: Mishap.Kind.allCases)
    func failure(kind: Mishap.Kind) throws {
        let places = try everywhere(kind) { ordeal in
            let world = ordeal.world
            for host in world.hosts { host.disks.refuseImages(.imageRefused("The image has a backing file.")) }
            let server = try await ordeal.create(until: "ERROR")
            let stored = try await Collection<Server>(world.store).get(server.value)
            #expect(stored?.value.fault?.message == "The image has a backing file.")
            #expect(stored?.value.placements == [])
            try await world.expectNothingOnHosts(but: ordeal.bystander)
            try await world.expectClaimsEqualPlacements()
            try await ordeal.delete(server)
        }
        #expect(places.contains { $0.point.contains(".undo.") })
    }

    @Test("A deletion that cuts a creation short", arguments: Mishap.Kind.allCases)
    func deletion(kind: Mishap.Kind) throws {
        try everywhere(kind) { ordeal in
            let server = try await ordeal.world.create("vm")
            try await ordeal.world.runtime.sleep(for: .milliseconds(Int(ordeal.world.runtime.random() % 500)))
            try await ordeal.delete(server)
        }
    }

    @Test(
        "A hard reboot that cuts a soft one short, with a guest that does not listen", arguments: Mishap.Kind.allCases)
    func preemption(kind: Mishap.Kind) throws {
        try everywhere(kind, with: "vm") { ordeal in
            let server = try #require(try await ordeal.id(of: "vm"))
            for host in ordeal.world.hosts { host.hypervisor.ignorePowerButton(server) }
            try await ordeal.world.act(.reboot(.soft), server)
            try await ordeal.world.runtime.sleep(for: .seconds(3))
            try await ordeal.ask(.reboot(.hard), server, until: "ACTIVE")
            try await ordeal.delete(server)
        }
    }

    /// Runs the story once undisturbed and then once for each place and seed, with that mishap there.
    ///
    /// - Parameter server: one that runs before the story begins.
    @discardableResult
    private func everywhere(
        _ kind: Mishap.Kind, with server: String? = nil,
        _ story: @escaping @Sendable (Ordeal) async throws -> Void
    ) throws -> [FailPlace] {
        let undisturbed = Mishap(kind)
        try Ordeal.run(seed: 1, undisturbed, with: server, story)
        for place in Self.chosen(undisturbed.passed, kind) {
            for seed in 1...(Self.seeds ?? 1) {
                let mishap = Mishap(kind, at: place)
                do {
                    try Ordeal.run(seed: UInt64(seed), mishap, with: server, story)
                } catch {
                    Issue.record("\(kind) at \(place), seed \(seed): \(error)")
                }
                if seed == 1 { #expect(mishap.hasHappened, "\(place) was not passed again") }
            }
        }
        return undisturbed.passed
    }

    /// Where nobody asks for seeds, a place that is passed again meets one kind of mishap each time, not all.
    private static func chosen(_ places: [FailPlace], _ kind: Mishap.Kind) -> [FailPlace] {
        let kinds = Mishap.Kind.allCases
        guard seeds == nil, let turn = kinds.firstIndex(of: kind) else { return places }
        return places.enumerated().filter { $0.element.time == 1 || $0.offset % kinds.count == turn }.map(\.element)
    }
}
