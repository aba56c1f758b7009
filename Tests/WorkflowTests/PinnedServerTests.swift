import GuestDesign
import Hypervisor
import Model
import Runtime
import Store
import TestKit
import Testing
import Workflow

@Suite("Servers on NUMA cells")
struct PinnedServerTests {
    /// Two processors of each cell for one guest alone: four in all, and two of a core in each cell.
    private static var settings: HostSettings {
        var settings = HostSettings.simulated
        settings.cpuSharedSet = CPUSet("0-1,4-5")
        settings.cpuDedicatedSet = CPUSet("2-3,6-7")
        return settings
    }

    private static func flavor(_ name: String, vcpus: Int = 2, _ specs: [String: String]) -> Flavor {
        Flavor(id: ID(name), name: name, vcpus: vcpus, memoryMiB: 512, rootGiB: 1, extraSpecs: specs)
    }

    private static let flavors = [
        flavor("pinned", ["hw:cpu_policy": "dedicated"]),
        flavor("wide", vcpus: 4, ["hw:cpu_policy": "dedicated", "hw:numa_nodes": "2", "hw:mem_page_size": "2048"]),
        flavor("mixed", ["hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "1"]),
        flavor(
            "realtime",
            [
                "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "^0",
                "hw:locked_memory": "true", "hw:mem_page_size": "small",
            ]),
        flavor("isolated", vcpus: 1, ["hw:cpu_policy": "dedicated", "hw:emulator_threads_policy": "isolate"]),
        flavor("impossible", ["hw:mem_page_size": "1GB"]),
    ]

    private func run(seed: UInt64 = 1, _ test: @escaping @Sendable (Simulation) async throws -> Void) throws {
        try Simulation.run(seed: seed, hostSettings: Self.settings, flavors: Self.flavors) { world in
            try await test(world)
            try await world.expectClaimsEqualPlacements()
            for server in try await Collection<Server>(world.store).list() {
                try await world.delete(server.value.id)
                try await world.awaitGone(server.value.id)
            }
            try await world.expectNothingLeft()
        }
    }

    private func placement(_ server: ID<Server>, _ world: Simulation) async throws -> NUMAPlacement? {
        try await Collection<Server>(world.store).get(server.value)?.value.currentPlacement?.numa
    }

    @Test("A guest gets the processors, cells and pages that its placement claimed, and the same after a hard reboot")
    func wide() throws {
        try run { world in
            let server = try await world.create("vm", flavor: "wide")
            try await world.await(server, "ACTIVE")
            let numa = try #require(try await placement(server, world))
            #expect(numa.cells.map(\.host) == [0, 1] && numa.cells.map(\.pages) == [128, 128])
            #expect(numa.cells.map(\.pinned) == [CPUSet([2, 3]), CPUSet([6, 7])])
            let host = try #require(world.host(of: server))
            let guest = try #require(host.hypervisor.guest(server))
            #expect(guest.pinning?.vcpus == numa.pinnedVCPUsByNumber)
            #expect(guest.numaTune?.hostCells == [0, 1])
            #expect(guest.memoryBacking?.hugePages.map(\.sizeKiB) == [2048, 2048])
            #expect(guest.cpu?.cells.map(\.vcpus) == [CPUSet([0, 1]), CPUSet([2, 3])])
            let claims = try #require(try await Collection<HostClaims>(world.store).get(host.id.value)?.value)
            #expect(claims.used == Allocation(vcpus: 0, memoryMiB: 0, diskGiB: 1))
            #expect(claims.cells[1]?.pages == [2048: 128] && claims.cells[1]?.pinned == CPUSet([6, 7]))
            try await world.act(.reboot(.hard), server)
            try await world.await(server, "ACTIVE")
            #expect(host.hypervisor.guest(server)?.pinning == guest.pinning)
            #expect(try await placement(server, world) == numa)
        }
    }

    @Test(
        "Mixed, realtime and isolated guests are made as they were asked for",
        arguments: ["mixed", "realtime", "isolated"])
    func kinds(flavor: String) throws {
        try run { world in
            let server = try await world.create("vm", flavor: flavor)
            try await world.await(server, "ACTIVE")
            let numa = try #require(try await placement(server, world)).cells[0]
            let guest = try #require(world.host(of: server)?.hypervisor.guest(server))
            switch flavor {
            case "mixed":
                #expect(numa.pins.keys.sorted() == [1] && guest.pinning?.vcpus[0]?.count == 2)
            case "realtime":
                #expect(guest.pinning?.realtime?.vcpus == CPUSet([1]) && guest.memoryBacking?.isLocked == true)
            default:
                #expect(numa.emulator.count == 1 && guest.pinning?.emulator == numa.emulator)
                #expect(numa.taken.count == 2)
            }
        }
    }

    @Test("Of many that race for the last dedicated processors as many win as there are, the others say why not")
    func race() throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            try run(seed: seed) { world in
                var servers: [ID<Server>] = []
                for number in 0..<5 { servers.append(try await world.create("vm-\(number)", flavor: "pinned")) }
                let racers = servers
                try await world.eventually("all are settled") {
                    for server in racers where try await world.status(server) == "BUILD" { return false }
                    return true
                }
                var taken: [String] = []
                var losers: [Server] = []
                for stored in try await Collection<Server>(world.store).list() {
                    guard let placement = stored.value.currentPlacement else {
                        losers.append(stored.value)
                        continue
                    }
                    let cpus = placement.numa?.cells.flatMap(\.taken.cpus) ?? []
                    taken += cpus.map { "\(placement.host) \($0)" }
                }
                #expect(taken.count == 8 && Set(taken).count == 8, "seed \(seed)")
                #expect(losers.map(\.phase.status) == ["ERROR"], "seed \(seed)")
                #expect(losers.first?.fault?.message.contains("2 by NUMATopologyFilter") == true)
            }
        }
    }

    @Test("Processors that a server gave back go to the next")
    func reuse() throws {
        try run { world in
            for number in 0..<6 {
                let server = try await world.create("vm-\(number)", flavor: "wide")
                try await world.await(server, "ACTIVE")
                try await world.delete(server)
                try await world.awaitGone(server)
            }
        }
    }

    @Test("What no host has ends in ERROR with a reason and an advice, and takes nothing")
    func impossible() throws {
        try run { world in
            let server = try await world.create("vm", flavor: "impossible")
            try await world.await(server, "ERROR")
            let fault = try await Collection<Server>(world.store).get(server.value)?.value.fault
            #expect(
                fault?.message
                    == "No valid host was found. Of 2 hosts were refused: 2 by NUMATopologyFilter (no place for a NUMA "
                    + "cell and pages of the size '1048576 KiB'; choose another flavor or image).")
            #expect(fault?.details?.contains("not enough free pages of the size 1048576 KiB for 512 MiB") == true)
            try await world.expectNothingOnHosts()
        }
    }

    @Test("Contradictory wishes are refused before anything is recorded")
    func contradiction() throws {
        let odd = Self.flavor("odd", ["hw:cpu_policy": "shared", "hw:cpu_thread_policy": "isolate"])
        try Simulation.run(seed: 1, hostSettings: Self.settings, flavors: [odd]) { world in
            await #expect(throws: RequestRefusal.self) { try await world.create("vm", flavor: "odd") }
            try await world.expectNothingLeft()
        }
    }
}

extension NUMAPlacement {
    /// As a guest has them.
    fileprivate var pinnedVCPUsByNumber: [Int: CPUSet] {
        Dictionary(uniqueKeysWithValues: cells.flatMap(\.pins).map { ($0.key, CPUSet([$0.value])) })
    }
}
