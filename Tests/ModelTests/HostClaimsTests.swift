import Foundation
import Model
import Testing

@Suite("What is taken of a host")
struct HostClaimsTests {
    /// One processor pinned with its sibling kept empty, one shared, on the cell of that number; some with huge pages.
    private static func placement(_ number: Int) -> Placement {
        let cell = NUMAPlacement.Cell(
            host: number % 2, memoryMiB: 64, pageSizeKiB: number % 3 == 0 ? nil : 2048, shared: CPUSet([0]),
            pins: [1: number * 4], emulator: CPUSet(number % 5 == 0 ? [number * 4 + 2] : []),
            idle: CPUSet([number * 4 + 1]))
        return Placement(
            id: ID("\(number)"), host: ID("host"), role: .current,
            allocation: Allocation(vcpus: 1, memoryMiB: number % 3 == 0 ? 64 : 0, diskGiB: 1),
            numa: number % 4 == 0 ? nil : NUMAPlacement(cells: [cell]), epoch: 1)
    }

    @Test("They are the sum of the placements, in whatever order these come and go, and nothing after the last")
    func sum() {
        var claims = HostClaims()
        var present: [Placement] = []
        // Each of 40 numbers is met twice: it comes, and goes.
        for step in 0..<80 {
            let number = step * 7 % 40
            if let index = present.firstIndex(where: { $0.id == ID("\(number)") }) {
                claims.remove(present.remove(at: index))
            } else {
                present.append(Self.placement(number))
                claims.add(Self.placement(number))
            }
            let numas = present.compactMap(\.numa)
            #expect(claims.cells == CellUsage.all(of: numas))
            #expect(claims.used == present.map(\.allocation).reduce(.none, +) && claims.servers == present.count)
            #expect(claims.cells.values.reduce(0) { $0 + $1.pinned.count } == numas.reduce(0) { $0 + $1.takenCPUs })
            #expect(
                claims.cells.values.allSatisfy { usage in
                    usage.sharedVCPUs > 0 && usage.memoryMiB > 0 && usage.pages.values.allSatisfy { $0 > 0 }
                })
        }
        #expect(present.isEmpty && claims == HostClaims())
    }

    @Test("A record tells of cells in few words, and is read back")
    func encoding() throws {
        var claims = HostClaims()
        claims.add(Self.placement(5))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = try encoder.encode(claims)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text == #"{"cells":{"1":{"memoryMiB":64,"pages":{"2048":32},"pinned":"20-22","sharedVCPUs":1}},"#
                + #""servers":1,"used":{"diskGiB":1,"memoryMiB":0,"vcpus":1}}"#)
        #expect(try JSONDecoder().decode(HostClaims.self, from: bytes) == claims)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(CPUSet.self, from: Data(#""3-1""#.utf8)) }
    }

    @Test("Records from before there were cells are read")
    func olderRecords() throws {
        let decoder = JSONDecoder()
        let claims = #"{"servers":2,"used":{"diskGiB":1,"memoryMiB":512,"vcpus":3}}"#
        let expected = HostClaims(used: Allocation(vcpus: 3, memoryMiB: 512, diskGiB: 1), servers: 2)
        #expect(try decoder.decode(HostClaims.self, from: Data(claims.utf8)) == expected)
        let placement =
            #"{"id":"p","host":"h","role":"current","allocation":{"diskGiB":1,"memoryMiB":512,"vcpus":1},"epoch":1,"#
            + #""isWithdrawn":false}"#
        #expect(try decoder.decode(Placement.self, from: Data(placement.utf8)).numa == nil)
        let inventory =
            #"{"host":"h","uuid":"u","hypervisorType":"QEMU","hypervisorVersion":1,"address":"192.0.2.1","vcpus":8,"#
            + #""memoryMiB":1024,"diskGiB":10,"reserved":{"diskGiB":0,"memoryMiB":24,"vcpus":0},"cpuRatio":4,"#
            + #""memoryRatio":1,"diskRatio":1,"cpuArchitecture":"x86_64","cpuTopology":[],"cpuFeatures":[],"#
            + #""virtType":"kvm","traits":[],"startedAt":0}"#
        let capacity = try decoder.decode(HostInventory.self, from: Data(inventory.utf8)).capacity()
        #expect(capacity == Allocation(vcpus: 32, memoryMiB: 1000, diskGiB: 10))
    }
}
