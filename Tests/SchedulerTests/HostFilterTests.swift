import Model
import Scheduler
import Testing

@Suite("Filters of hosts")
struct HostFilterTests {
    private func expect(
        _ filter: HostFilter, _ host: HostState, _ request: PlacementRequest = .sample(), passes: Bool,
        _ reason: String = "", at location: SourceLocation = #_sourceLocation
    ) {
        let scheduler = Scheduler(filters: [filter])
        do {
            let chosen = try scheduler.choose(request, among: [host], tieBreak: 0)
            #expect(passes && chosen == host.host, sourceLocation: location)
        } catch {
            #expect(!passes, sourceLocation: location)
            #expect(error.counts.map(\.filter) == [filter.rawValue], sourceLocation: location)
            #expect(error.reasons[host.host] == "\(filter.rawValue): \(reason)", sourceLocation: location)
        }
    }

    @Test("A host must be alive and enabled")
    func compute() {
        expect(.compute, .sample("h"), passes: true)
        expect(.compute, .sample("h") { $0.isAlive = false }, passes: false, "its compute service is down")
        expect(.compute, .sample("h") { $0.isEnabled = false }, passes: false, "its compute service is disabled")
    }

    @Test("A zone that was asked for must be the host's")
    func zone() {
        expect(.availabilityZone, .sample("h"), passes: true)
        expect(.availabilityZone, .sample("h"), .sample { $0.availabilityZone = "nova" }, passes: true)
        expect(
            .availabilityZone, .sample("h"), .sample { $0.availabilityZone = "east" }, passes: false,
            "it is in zone 'nova', not in 'east'")
    }

    @Test("A host that was asked for is the only one")
    func requestedHost() {
        expect(.requestedHost, .sample("h"), .sample { $0.forcedHost = ID("h") }, passes: true)
        expect(
            .requestedHost, .sample("h"), .sample { $0.forcedHost = ID("g") }, passes: false, "host 'g' was asked for")
    }

    @Test("A host that failed before is not tried again")
    func retry() {
        expect(.retry, .sample("h"), .sample { $0.excluded = [ID("g")] }, passes: true)
        expect(
            .retry, .sample("h"), .sample { $0.excluded = [ID("g"), ID("h")] }, passes: false,
            "the server could not be built there before")
    }

    @Test("The image's architecture must be the host's")
    func architecture() {
        expect(.architecture, .sample("h"), .sample { $0.architecture = "x86_64" }, passes: true)
        expect(
            .architecture, .sample("h"), .sample { $0.architecture = "aarch64" }, passes: false,
            "it is 'x86_64', the image wants 'aarch64'")
    }

    @Test("What is wanted must be free, to the last unit")
    func resources() {
        let full = Allocation(vcpus: 6, memoryMiB: 7168, diskGiB: 90)
        for filter in [HostFilter.vcpu, .ram, .disk] {
            expect(filter, .sample("h") { $0.used = full }, passes: true)
        }
        expect(
            .vcpu, .sample("h") { $0.used.vcpus = 7 }, passes: false, "1 vCPUs are free, 2 are wanted")
        expect(
            .ram, .sample("h") { $0.used.memoryMiB = 7169 }, passes: false,
            "1023 MiB of memory are free, 1024 are wanted")
        expect(
            .disk, .sample("h") { $0.used.diskGiB = 91 }, passes: false, "9 GiB of disk are free, 10 are wanted")
    }

    @Test("A server without a local disk goes to a host that has more on its disk than it is")
    func noDisk() {
        let crowded = HostState.sample("h") { $0.used.diskGiB = 120 }
        expect(.disk, crowded, .sample { $0.allocation.diskGiB = 0 }, passes: true)
    }
}
