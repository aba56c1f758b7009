import Demands
import Model
import Testing

@Suite("A guest's cells in those of a host")
struct NUMAFitTests {
    /// Two cells of four cores with two threads, 4 GiB in small pages, 4 in pages of 2 MiB, 8 in pages of 1 GiB.
    private static let host = [0, 4].enumerated().map { index, first in
        HostCell(
            id: index, memoryMiB: 16_384,
            cpus: (first..<first + 4).flatMap { core in
                [core, core + 8].map { HostCell.CPU(id: $0, siblings: [core, core + 8]) }
            },
            pages: [
                HostCell.Pages(sizeKiB: 4, total: 1 << 20), HostCell.Pages(sizeKiB: 2048, total: 2048),
                HostCell.Pages(sizeKiB: 1 << 20, total: 8),
            ])
    }

    private func offered(_ pools: CPUPools = CPUPools(cpuDedicatedSet: CPUSet(0..<16))) -> [OfferedCell] {
        OfferedCell.all(of: Self.host, pools: pools)
    }

    private func pinned(
        _ count: Int, memoryMiB: Int = 1024, threads: CPUThreadPolicy? = nil, emulator: EmulatorThreadsPolicy? = nil,
        pages: PageSize? = nil
    ) -> NUMADemand {
        let cell = NUMADemand.Cell(shared: CPUSet([]), dedicated: CPUSet(0..<count), memoryMiB: memoryMiB)
        return NUMADemand(
            cells: [cell], pageSize: pages, cpuPolicy: .dedicated, threadPolicy: threads, emulatorThreads: emulator)
    }

    @Test("Whole cores first, in the order that Nova takes them")
    func cores() throws {
        let placed = try NUMAFit(cells: offered()).place(pinned(5))
        #expect(placed.cells.map(\.host) == [0] && placed.cells[0].pins == [0: 0, 1: 8, 2: 2, 3: 10, 4: 1])
    }

    @Test("What other guests hold is not given again; the emptier cell comes first")
    func usage() throws {
        let cells = offered()
        var placements: [NUMAPlacement] = []
        for _ in 0..<4 {
            let usage = CellUsage.all(of: placements)
            placements.append(try NUMAFit(cells: cells, usage: usage).place(pinned(4)))
        }
        #expect(placements.map { $0.cells[0].host } == [0, 1, 0, 1])
        let all = placements.flatMap { $0.cells[0].pins.values }
        #expect(Set(all).count == 16)
        let misfit = #expect(throws: NUMAMisfit.self) {
            try NUMAFit(cells: cells, usage: CellUsage.all(of: placements)).place(pinned(1))
        }
        #expect(try #require(misfit).reasons.count == 2)
    }

    @Test("Isolation takes a core for each processor, and keeps its other threads empty")
    func isolation() throws {
        let cells = offered(CPUPools())
        let placed = try NUMAFit(cells: cells).place(pinned(3, threads: .isolate))
        #expect(placed.cells[0].pinned == CPUSet([0, 1, 2]))
        let usage = CellUsage.all(of: [placed])
        #expect(usage[0]?.pinned == CPUSet([0, 1, 2, 8, 9, 10]))
        #expect(throws: NUMAMisfit.self) { try NUMAFit(cells: cells).place(pinned(5, threads: .isolate)) }
        #expect(throws: NUMAMisfit.self) { try NUMAFit(cells: offered()).place(pinned(1, threads: .isolate)) }
    }

    @Test("A thread that another guest has is not kept empty: it is that guest's")
    func isolationBesideOthers() throws {
        var held = CellUsage()
        held.pinned = CPUSet([0, 1, 9, 2, 10])
        let fit = NUMAFit(cells: Array(offered(CPUPools()).prefix(1)), usage: [0: held])
        let placed = try fit.place(pinned(1, threads: .isolate, emulator: .isolate)).cells[0]
        #expect(placed.pinned == CPUSet([11]))
        #expect(placed.emulator == CPUSet([8]))
        #expect(placed.idle == CPUSet([3]))
        #expect(placed.taken.intersection(held.pinned).isEmpty)
    }

    @Test("Require takes threads of one core only; a host without threads has none")
    func requirement() throws {
        var usage = CellUsage()
        usage.pinned = CPUSet([8, 9, 10, 11, 12, 13, 14, 15])
        let fit = NUMAFit(cells: offered(), usage: [0: usage, 1: usage])
        #expect(throws: NUMAMisfit.self) { try fit.place(pinned(2, threads: .require)) }
        #expect(try fit.place(pinned(2, threads: .prefer)).cells[0].pinned == CPUSet([0, 2]))
    }

    @Test("Isolated threads of the emulator get a processor of their own beside the first cell")
    func emulator() throws {
        let placed = try NUMAFit(cells: offered()).place(pinned(2, emulator: .isolate))
        #expect(placed.cells[0].emulator == CPUSet([2]))
        #expect(throws: NUMAMisfit.self) { try NUMAFit(cells: offered()).place(pinned(8, emulator: .isolate)) }
    }

    @Test(
        "Pages of the wanted kind, as many as are free",
        arguments: [
            (PageSize.small, 1024, 4), (.large, 1024, 1 << 20), (.large, 1026, 2048), (.any, 1025, 4),
            (.kibibytes(2048), 4096, 2048), (.kibibytes(2048), 4098, nil), (.kibibytes(64), 1024, nil),
            (.large, 8192, 1 << 20), (.large, 9216, nil),
        ] as [(PageSize, Int, Int?)])
    func pages(_ size: PageSize, _ memoryMiB: Int, _ expected: Int?) throws {
        let fit = NUMAFit(cells: offered())
        guard let expected else {
            #expect(throws: NUMAMisfit.self) { try fit.place(pinned(1, memoryMiB: memoryMiB, pages: size)) }
            return
        }
        #expect(try fit.place(pinned(1, memoryMiB: memoryMiB, pages: size)).cells[0].pageSizeKiB == expected)
    }

    @Test("Reserved and used pages are not given")
    func takenPages() throws {
        let cells = OfferedCell.all(of: Self.host, pools: CPUPools(), reserved: [0: [1 << 20: 7], 1: [1 << 20: 8]])
        let fit = NUMAFit(cells: cells)
        #expect(try fit.place(pinned(1, pages: .kibibytes(1 << 20))).cells[0].host == 0)
        var usage = CellUsage()
        usage.pages = [1 << 20: 1]
        #expect(throws: NUMAMisfit.self) {
            try NUMAFit(cells: cells, usage: [0: usage]).place(pinned(1, pages: .kibibytes(1 << 20)))
        }
    }

    @Test("Shared processors may carry several guests, but no more of one than they are; overcommit has its bounds")
    func sharing() throws {
        let cell = {
            NUMADemand(cells: [NUMADemand.Cell(shared: CPUSet(0..<$0), dedicated: CPUSet([]), memoryMiB: 64)])
        }
        let cells = offered(CPUPools(cpuSharedSet: CPUSet(0..<16)))
        #expect(try NUMAFit(cells: cells).place(cell(8)).cells[0].pins.isEmpty)
        #expect(throws: NUMAMisfit.self) { try NUMAFit(cells: cells).place(cell(9)) }
        var usage = CellUsage()
        usage.sharedVCPUs = 10
        let overcommit = NUMAFit.Overcommit(cpus: 2, memory: 1)
        let fit = NUMAFit(cells: cells, usage: [0: usage, 1: usage], overcommit: overcommit)
        #expect(try fit.place(cell(6)).cells[0].host == 0)
        #expect(throws: NUMAMisfit.self) { try fit.place(cell(7)) }
    }

    @Test("Processors and memory that one guest has to itself are not shared by others")
    func sharingBesideDedication() throws {
        let undivided = offered(CPUPools())
        var usage = CellUsage()
        usage.sharedVCPUs = 6
        usage.memoryMiB = 1024
        let fit = NUMAFit(
            cells: undivided, usage: [0: usage, 1: usage], overcommit: NUMAFit.Overcommit(cpus: 1, memory: 1))
        #expect(try fit.place(pinned(2)).cells[0].pinned.count == 2)
        #expect(throws: NUMAMisfit.self) { try fit.place(pinned(3)) }
        #expect(throws: NUMAMisfit.self) { try fit.place(pinned(1, memoryMiB: 3073)) }
        #expect(try fit.place(pinned(1, memoryMiB: 4096, pages: .large)).cells[0].pageSizeKiB == 1 << 20)
    }

    @Test("Packing fills the fuller cell first")
    func packing() throws {
        var usage = CellUsage()
        usage.memoryMiB = 4096
        usage.pinned = CPUSet([4])
        #expect(try NUMAFit(cells: offered(), usage: [1: usage]).place(pinned(1)).cells[0].host == 0)
        #expect(try NUMAFit(cells: offered(), usage: [1: usage], packs: true).place(pinned(1)).cells[0].host == 1)
    }

    @Test("More cells than the host has find no place")
    func tooMany() {
        let cells = (0..<3).map { NUMADemand.Cell(shared: CPUSet([$0]), dedicated: CPUSet([]), memoryMiB: 64) }
        #expect(throws: NUMAMisfit.self) { try NUMAFit(cells: offered()).place(NUMADemand(cells: cells)) }
    }

    @Test("What an operator may set wrong about processors is told")
    func flaws() {
        let online = CPUSet(0..<4)
        #expect(CPUPools().flaw(online: online) == nil)
        #expect(CPUPools(cpuSharedSet: CPUSet([9])).flaw(online: online)?.contains("9") == true)
        #expect(CPUPools(cpuSharedSet: CPUSet([])).flaw(online: online) != nil)
        #expect(CPUPools(cpuSharedSet: CPUSet([1, 2]), cpuDedicatedSet: CPUSet([2])).flaw(online: online) != nil)
    }
}
