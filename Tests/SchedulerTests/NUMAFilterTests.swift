import Demands
import Model
import Scheduler
import Testing

@Suite("Hosts with NUMA cells")
struct NUMAFilterTests {
    /// Two cells of four processors each, 2 GiB of ordinary memory and 1 GiB in pages of 2 MiB.
    private static func cells(shared: Range<Int>, dedicated: Range<Int>) -> OfferedCells {
        OfferedCells(
            [0, 1].map { cell in
                let own = CPUSet(cell * 4..<cell * 4 + 4)
                return OfferedCell(
                    id: cell, memoryMiB: 3072, shared: own.intersection(CPUSet(shared)),
                    dedicated: own.intersection(CPUSet(dedicated)), cores: own.cpus.sorted().map { [$0] },
                    pages: [
                        OfferedCell.Pages(sizeKiB: 4, total: 2048 * 256),
                        OfferedCell.Pages(sizeKiB: 2048, total: 512),
                    ])
            })
    }

    /// A host with a cell of processors for sharing, at twice as many, and one of those for one guest alone.
    private static func divided(_ name: String = "h", _ change: (inout HostState) -> Void = { _ in }) -> HostState {
        host(name, cells(shared: 0..<4, dedicated: 4..<8), vcpus: 8, change)
    }

    /// A host whose processors are for either.
    private static func undivided(_ name: String = "h", _ change: (inout HostState) -> Void = { _ in }) -> HostState {
        host(name, cells(shared: 0..<8, dedicated: 0..<8), vcpus: 16, change)
    }

    private static func host(
        _ name: String, _ cells: OfferedCells, vcpus: Int, _ change: (inout HostState) -> Void
    ) -> HostState {
        .sample(name) {
            $0.numa = cells
            $0.capacity = Allocation(vcpus: vcpus, memoryMiB: 4096, diskGiB: 100)
            $0.overcommit = NUMAFit.Overcommit(cpus: 2, memory: 1)
            change(&$0)
        }
    }

    private static func request(
        _ specs: [String: String], vcpus: Int = 2, memoryMiB: Int = 512
    ) throws -> PlacementRequest {
        let flavor = Flavor(
            id: ID("f"), name: "f", vcpus: vcpus, memoryMiB: memoryMiB, rootGiB: 1, extraSpecs: specs)
        return PlacementRequest(allocation: flavor.allocation, numa: try NUMADemand(flavor: flavor, image: nil))
    }

    private func refusal(_ request: PlacementRequest, _ hosts: [HostState]) throws -> NoValidHost {
        try #require(throws: NoValidHost.self) { _ = try Scheduler().choose(request, among: hosts, tieBreak: 0) }
    }

    @Test("Dedicated processors are taken of those that are for it, and count against no one's shared ones")
    func dedicated() throws {
        let host = Self.divided { $0.used.vcpus = 8 }
        let room = try #require(host.room(for: try Self.request(["hw:cpu_policy": "dedicated"])))
        #expect(room.numa?.cells.map(\.host) == [1] && room.numa?.takenCPUs == 2)
        #expect(room.allocation == Allocation(vcpus: 0, memoryMiB: 512, diskGiB: 1))
        #expect(host.room(for: try Self.request([:])) == nil)
    }

    @Test("Of a mixed guest the others are shared")
    func mixed() throws {
        let request = try Self.request(["hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0"])
        #expect(Self.undivided().room(for: request)?.allocation.vcpus == 1)
        // No cell of this host has both kinds.
        #expect(Self.divided().room(for: request) == nil)
    }

    @Test("What is given is not given again: the last ones go to one server")
    func exhaustion() throws {
        let request = try Self.request(["hw:cpu_policy": "dedicated"])
        var host = Self.divided()
        var claims = HostClaims()
        for number in 0..<2 {
            let room = try #require(host.room(for: request))
            claims.add(
                Placement(
                    id: ID("\(number)"), host: host.host, role: .current, allocation: room.allocation,
                    numa: room.numa, epoch: 1))
            host.held = claims.cells
            host.used = claims.used
        }
        #expect(claims.cells[1]?.pinned == CPUSet(4..<8))
        let error = try refusal(request, [host])
        #expect(error.counts.map(\.filter) == ["NUMATopologyFilter"])
        #expect(error.message.contains("no place for a NUMA cell and 2 dedicated CPUs; choose another flavor or image"))
        #expect(error.details.contains("NUMA cell 1: 2 dedicated processors are wanted, 0 are free"))
    }

    @Test("Where processors are for either, a dedicated one is one fewer to share")
    func undividedProcessors() throws {
        let request = try Self.request(["hw:cpu_policy": "dedicated"])
        #expect(Self.undivided { $0.used.vcpus = 12 }.room(for: request) != nil)
        let error = try refusal(request, [Self.undivided { $0.used.vcpus = 13 }])
        #expect(
            error.details
                == "h: NUMATopologyFilter: 3 vCPUs are free to be shared, too few to dedicate 2 processors, each good "
                + "for 2.0")
        var usage = CellUsage()
        usage.pinned = CPUSet([0, 1, 2])
        let inventory = HostInventory(
            host: ID("h"), uuid: "u", hypervisorType: "QEMU", hypervisorVersion: 1, address: "", vcpus: 8,
            memoryMiB: 6144, diskGiB: 1, cpuRatio: 2, virtType: "kvm", startedAt: Timestamp(seconds: 0),
            numa: Self.undivided().numa)
        #expect(inventory.capacity() == Allocation(vcpus: 16, memoryMiB: 4096, diskGiB: 1))
        #expect(inventory.capacity(beside: [0: usage]).vcpus == 10)
        #expect(Self.divided().numa?.dedicatedCPUs == 4 && Self.undivided().numa?.dedicatedCPUs == 0)
    }

    @Test("Huge pages come of the cell's, and of no ordinary memory")
    func hugePages() throws {
        let full = Self.divided { $0.used.memoryMiB = 4096 }
        let request = try Self.request(["hw:mem_page_size": "large"], memoryMiB: 1024)
        let room = try #require(full.room(for: request))
        #expect(room.allocation == Allocation(vcpus: 2, memoryMiB: 0, diskGiB: 1))
        #expect(room.numa?.cells[0].pages == 512)
        #expect(full.room(for: try Self.request(["hw:mem_page_size": "small"])) == nil)
        let open = try Self.request(["hw:mem_page_size": "any"], memoryMiB: 1025)
        #expect(Self.divided().room(for: open)?.allocation.memoryMiB == 1025)
        let error = try refusal(open, [full])
        #expect(
            error.details == "h: NUMATopologyFilter: 0 MiB of ordinary memory are free, 1025 are wanted")
    }

    @Test("A host that tells of no cells, or of too few, gets no server that asks for them; others do")
    func withoutCells() throws {
        let request = try Self.request(["hw:numa_nodes": "2"], vcpus: 4)
        let hosts = [HostState.sample("plain"), Self.undivided("cells") { $0.used.memoryMiB = 3000 }]
        #expect(try Scheduler().choose(request, among: hosts, tieBreak: 0) == ID("cells"))
        let error = try refusal(request, [hosts[0]])
        #expect(error.details == "plain: NUMATopologyFilter: it tells of no NUMA cells")
        #expect(error.counts[0].advice == "no place for 2 NUMA cells; choose another flavor or image")
        let many = try refusal(try Self.request(["hw:numa_nodes": "4"], vcpus: 4), [hosts[1]])
        #expect(many.details == "cells: NUMATopologyFilter: 4 NUMA cells are wanted, 2 are there")
    }

    @Test("A host for dedicated processors only takes no other servers")
    func onlyDedicated() throws {
        let host = Self.host("h", Self.cells(shared: 0..<0, dedicated: 0..<8), vcpus: 0) { _ in }
        #expect(host.room(for: try Self.request(["hw:cpu_policy": "dedicated"])) != nil)
        #expect(try refusal(try Self.request([:]), [host]).counts.map(\.filter) == ["VcpuFilter"])
    }
}
