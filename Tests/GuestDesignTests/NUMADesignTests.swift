import Demands
import GuestDesign
import Model
import Testing

@Suite("Guests on NUMA cells")
struct NUMADesignTests {
    private static let cells = [0, 2].enumerated().map { index, first in
        HostCell(
            id: index, memoryMiB: 4096, cpus: [first, first + 1].map { HostCell.CPU(id: $0, siblings: [$0]) },
            pages: [HostCell.Pages(sizeKiB: 4, total: 1 << 20), HostCell.Pages(sizeKiB: 2048, total: 1024)])
    }

    private func guest(
        _ specs: [String: String], vcpus: Int = 2, _ change: (inout GuestRequest) -> Void = { _ in }
    ) throws -> Guest {
        var request = try GuestRequest.sample(specs: specs, vcpus: vcpus) { request in
            request.capabilities.cells = Self.cells
            change(&request)
        }
        request.numa = try request.placedOnEmptyHost()
        return try design(request)
    }

    @Test("Without cells nothing is pinned; the operator's shared processors bound the guest")
    func plain() throws {
        let plain = try guest([:])
        #expect(plain.pinning == nil && plain.numaTune == nil && plain.memoryBacking == nil && plain.cpuSet == nil)
        #expect(try guest([:]) { $0.settings.cpuSharedSet = CPUSet([1]) }.cpuSet == CPUSet([1]))
        #expect(try guest([:]) { $0.settings.cpuDedicatedSet = CPUSet([1]) }.cpuSet == nil)
    }

    @Test("Cells lie in the host's; their processors float over the cell")
    func floating() throws {
        let made = try guest(["hw:numa_nodes": "2"])
        #expect(made.numaTune?.hostCells == [0, 1] && made.cpuSet == nil)
        #expect(made.pinning?.vcpus == [0: CPUSet([0, 1]), 1: CPUSet([2, 3])])
        #expect(made.pinning?.emulator == CPUSet(0..<4))
        #expect(made.cpu?.cells.map(\.memoryKiB) == [256 << 10, 256 << 10])
    }

    @Test("The emulator's threads run where the policy says")
    func emulator() throws {
        let dedicated = ["hw:cpu_policy": "dedicated"]
        #expect(try guest(dedicated).pinning?.emulator == CPUSet([0, 1]))
        let isolated = dedicated.merging(["hw:emulator_threads_policy": "isolate"]) { $1 }
        #expect(try guest(isolated, vcpus: 1).pinning?.emulator == CPUSet([1]))
        let shared = dedicated.merging(["hw:emulator_threads_policy": "share"]) { $1 }
        let pools: (inout GuestRequest) -> Void = {
            $0.settings.cpuSharedSet = CPUSet([0, 1])
            $0.settings.cpuDedicatedSet = CPUSet([2, 3])
        }
        #expect(try guest(shared, pools).pinning?.emulator == CPUSet([0, 1]))
        #expect(try guest(shared).pinning?.emulator == CPUSet([0, 1]))
    }

    @Test("Realtime processors have a priority, and memory that stays")
    func realtime() throws {
        let specs = ["hw:cpu_policy": "dedicated", "hw:cpu_realtime": "true", "hw:cpu_realtime_mask": "^0"]
        let made = try guest(specs) { $0.settings.realtimeSchedulerPriority = 7 }
        #expect(made.pinning?.realtime?.vcpus == CPUSet([1]) && made.pinning?.realtime?.priority == 7)
        #expect(made.pinning?.emulator == CPUSet([0]))
        #expect(made.memoryBacking?.isLocked == true && made.memoryBacking?.isMergeable == false)
        let shared = specs.merging(["hw:emulator_threads_policy": "share"]) { $1 }
        #expect(throws: DesignRefusal.self) { try guest(shared) }
    }

    @Test("Huge pages are shared memory; small ones are ordinary")
    func pages() throws {
        let huge = try guest(["hw:mem_page_size": "large", "hw:numa_nodes": "2"])
        #expect(huge.memoryBacking?.hugePages.map(\.sizeKiB) == [2048, 2048])
        #expect(huge.memoryBacking?.hugePages.map(\.cell) == [0, 1])
        #expect(huge.cpu?.cells.map(\.isShared) == [true, true])
        let small = try guest(["hw:mem_page_size": "small"])
        #expect(small.memoryBacking == nil && small.cpu?.cells.map(\.isShared) == [false])
        #expect(try guest(["hw:mem_page_size": "small", "hw:locked_memory": "1"]).memoryBacking?.isLocked == true)
        #expect(throws: DesignRefusal.self) {
            try guest(["hw:mem_page_size": "small"]) { $0.settings.fileBackedMemory = 1 }
        }
        #expect(try guest([:]) { $0.settings.fileBackedMemory = 1 }.memoryBacking?.isFileBacked == true)
    }

    @Test("What a host tells of its cells follows its settings, and settings that it cannot carry out are told")
    func offers() throws {
        var capabilities = try GuestRequest.sample().capabilities
        var settings = HostSettings()
        #expect(settings.offer(of: capabilities) == nil)
        capabilities.cells = Self.cells
        settings.cpuDedicatedSet = CPUSet([3])
        settings.reservedHugePages = [ReservedPages(node: 1, sizeKiB: 2048, count: 24)]
        #expect(settings.flaw(on: capabilities) == nil)
        let offer = try #require(settings.offer(of: capabilities))
        #expect(offer.sharedCPUs == 0 && offer.dedicatedCPUs == 1 && offer.hugePagesMiB == 4096)
        #expect(offer.cells.map { $0.pages[1].reserved } == [0, 24])
        settings.fileBackedMemory = 1024
        #expect(settings.offer(of: capabilities)?.hugePagesMiB == 0)
        settings.reservedHugePages[0].count = 1025
        #expect(settings.flaw(on: capabilities)?.contains("node 1, which has 1024") == true)
        settings.cpuDedicatedSet = CPUSet([9])
        #expect(settings.flaw(on: capabilities)?.contains("9") == true)
    }

    @Test("A rescue of the older kind keeps the cells that the server's own image asks for")
    func rescue() throws {
        var request = try GuestRequest.sample(properties: ["hw_numa_nodes": "1"]) {
            $0.capabilities.cells = Self.cells
        }
        request.numa = try request.placedOnEmptyHost()
        let image = Image(
            id: ID("r"), name: "rescue", owner: nil, status: .active, size: 1, diskFormat: "qcow2",
            containerFormat: "bare", properties: [:])
        request.rescue = RescueBoot(image: image)
        let guest = try design(request)
        #expect(guest.numaTune?.hostCells == [0] && guest.cpuSet == nil && guest.cpu?.cells.count == 1)
        request.rescue?.image.properties = ["hw_numa_nodes": "2"]
        #expect(try design(request).numaTune?.hostCells == [0])
    }

    @Test("No guest with cells is made without a place, or on a host whose settings are wrong")
    func refusals() throws {
        let lost = try GuestRequest.sample(specs: ["hw:numa_nodes": "1"]) { $0.capabilities.cells = Self.cells }
        #expect(throws: DesignRefusal.self) { try design(lost) }
        #expect(throws: DesignRefusal.self) { try guest([:]) { $0.settings.cpuSharedSet = CPUSet([9]) } }
        #expect(throws: DesignRefusal.self) { try guest(["hw:numa_nodes": "1"]) { $0.capabilities.cells = [] } }
        let refusal = #expect(throws: DesignRefusal.self) {
            try guest([:]) {
                $0.settings.vcpuPinSet = CPUSet([0])
                $0.settings.cpuDedicatedSet = CPUSet([1])
            }
        }
        #expect(refusal?.detail?.contains("vcpu_pin_set") == true)
        let misfit = #expect(throws: DesignRefusal.self) { try guest(["hw:numa_nodes": "1"], vcpus: 3) }
        #expect(try #require(misfit).message.contains("3 shared processors are wanted, 2 are there"))
    }
}
