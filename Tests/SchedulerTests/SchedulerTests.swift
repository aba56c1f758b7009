import Demands
import Model
import Scheduler
import Testing

@Suite("Choosing a host")
struct SchedulerTests {
    private let scheduler = Scheduler()

    @Test("Of those that will do, the host with the most free memory is taken")
    func mostMemory() throws {
        let hosts = [
            HostState.sample("a") { $0.used.memoryMiB = 2048 }, .sample("b") { $0.used.memoryMiB = 1024 },
            .sample("c") { $0.isAlive = false },
        ]
        for tieBreak in 0..<50 as Range<UInt64> {
            #expect(try scheduler.choose(.sample(), among: hosts, tieBreak: tieBreak) == ID("b"))
        }
    }

    @Test("Among equals the draw decides, so that servers are spread")
    func tieBreak() throws {
        let hosts = ["a", "b", "c", "d"].map { HostState.sample($0) }
        var counts: [ID<Host>: Int] = [:]
        for draw in 0..<400 as Range<UInt64> {
            counts[
                try scheduler.choose(.sample(), among: hosts, tieBreak: draw &* 0x9E37_79B9_7F4A_7C15), default: 0] += 1
        }
        #expect(counts.count == 4)
        #expect(counts.values.allSatisfy { $0 > 60 })
        let again = try scheduler.choose(.sample(), among: hosts, tieBreak: 5)
        #expect(try scheduler.choose(.sample(), among: hosts, tieBreak: 5) == again)
    }

    @Test("A refusal counts each host once, with the first filter that refused it")
    func counts() {
        let hosts = [
            HostState.sample("host-1") { $0.isAlive = false }, .sample("host-2") { $0.used.vcpus = 8 },
            .sample("host-3") {
                $0.used.vcpus = 8
                $0.used.memoryMiB = 8192
            }, .sample("host-4") { $0.used.memoryMiB = 8000 },
        ]
        let error = #expect(throws: NoValidHost.self) { try scheduler.choose(.sample(), among: hosts, tieBreak: 0) }
        #expect(error?.considered == 4)
        #expect(error?.counts.map { "\($0.filter) \($0.hosts)" } == ["ComputeFilter 1", "VcpuFilter 2", "RamFilter 1"])
        #expect(error?.reasons.count == 4)
    }

    @Test("Each host's verdict is told with the first filter that refuses it, by the hosts' names")
    func verdicts() {
        let hosts = [
            HostState.sample("c") { $0.isAlive = false }, .sample("a"),
            .sample("b") {
                $0.used.vcpus = 8
                $0.used.memoryMiB = 8192
            },
        ]
        let verdicts = scheduler.verdicts(.sample(), on: hosts)
        #expect(verdicts.map(\.host.value) == ["a", "b", "c"])
        #expect(verdicts.map(\.refusal?.filter) == [nil, "VcpuFilter", "ComputeFilter"])
        #expect(verdicts[2].refusal?.reason == "its compute service is down")
    }

    @Test("The tenant reads counts and advice and no host's name; the administrator reads each host")
    func messages() throws {
        let hosts = (1...3).map { HostState.sample("secret-\($0)") { $0.used.memoryMiB = 8000 } }
        let request = PlacementRequest.sample { $0.forcedHost = nil }
        let error = try #require(
            throws: NoValidHost.self,
            performing: { _ = try scheduler.choose(request, among: hosts, tieBreak: 0) })
        #expect(
            error.message
                == "No valid host was found. Of 3 hosts were refused: 3 by RamFilter (less than 1024 MiB of memory free; choose a smaller flavor)."
        )
        #expect(!error.message.contains("secret"))
        #expect(
            error.details.split(separator: "\n").map(String.init)
                == (1...3).map { "secret-\($0): RamFilter: 192 MiB of memory are free, 1024 are wanted" })
    }

    @Test("No tenant's message of any filter names a host", arguments: HostFilter.allCases)
    func noNames(filter: HostFilter) throws {
        let host = HostState.sample("secret") {
            $0.isAlive = false
            $0.used = $0.capacity
        }
        let request = PlacementRequest.sample {
            $0.forcedHost = ID("other-secret")
            $0.excluded = [ID("secret")]
            $0.availabilityZone = "east"
            $0.architecture = "aarch64"
            $0.numa = NUMADemand(cells: [NUMADemand.Cell(shared: CPUSet([0]), dedicated: CPUSet([]), memoryMiB: 1)])
        }
        let error = try #require(
            throws: NoValidHost.self,
            performing: { _ = try Scheduler(filters: [filter]).choose(request, among: [host], tieBreak: 0) })
        #expect(error.message.contains("1 by \(filter.rawValue)"))
        #expect(!error.message.contains("secret"))
    }

    @Test("Without hosts that is what is said")
    func noHosts() {
        let error = #expect(throws: NoValidHost.self) {
            try scheduler.choose(.sample(), among: [HostState](), tieBreak: 0)
        }
        #expect(error?.message == "No valid host was found. There are no hosts.")
    }
}
