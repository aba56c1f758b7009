import Demands
import Model
import Testing

@Suite("A guest's NUMA cells")
struct NUMADemandTests {
    private func cells(_ specs: [String: String], _ properties: [String: String] = [:]) throws -> [String] {
        let flavor = Flavor(id: ID("1"), name: "m1", vcpus: 4, memoryMiB: 1024, rootGiB: 1, extraSpecs: specs)
        return try (Demands(flavor: flavor, image: .sample(properties)).numa?.cells ?? []).map {
            "\($0.vcpus):\($0.memoryMiB)"
        }
    }

    @Test("Equal cells, or as they are laid out; by the image where the flavor is silent")
    func layouts() throws {
        #expect(try cells([:]) == [])
        #expect(try cells(["hw:numa_nodes": "2"]) == ["0-1:512", "2-3:512"])
        #expect(try cells([:], ["hw_numa_nodes": "4"]) == ["0:256", "1:256", "2:256", "3:256"])
        #expect(try cells(["hw:mem_page_size": "small"]) == ["0-3:1024"])
        let layout = ["hw:numa_nodes": "2", "hw:numa_cpus.0": "0,3", "hw:numa_cpus.1": "1-2", "hw:numa_mem.0": "256"]
        #expect(try cells(layout.merging(["hw:numa_mem.1": "768"]) { $1 }) == ["0,3:256", "1-2:768"])
    }

    @Test(
        "Cells that are none are refused",
        arguments: [
            (["hw:numa_nodes": "0"], [:]), (["hw:numa_nodes": "3"], [:]), (["hw:numa_nodes": "two"], [:]),
            (["hw:numa_nodes": "999999"], [:]), (["hw:numa_nodes": "1"], ["hw_numa_nodes": "1"]),
            (["hw:numa_cpus.0": "0-3"], [:]), ([:], ["hw_numa_mem.0": "1024"]),
            (["hw:numa_nodes": "1", "hw:numa_cpus.0": "0-3"], [:]),
            (["hw:numa_nodes": "1", "hw:numa_cpus.0": "0-2", "hw:numa_mem.0": "1024"], [:]),
            (["hw:numa_nodes": "1", "hw:numa_cpus.0": "0-4", "hw:numa_mem.0": "1024"], [:]),
            (["hw:numa_nodes": "1", "hw:numa_cpus.0": "0-3", "hw:numa_mem.0": "1000"], [:]),
            (["hw:numa_nodes": "1", "hw:numa_cpus.0": "all", "hw:numa_mem.0": "1024"], [:]),
            (
                [
                    "hw:numa_nodes": "2", "hw:numa_cpus.0": "0-2", "hw:numa_cpus.1": "2-3", "hw:numa_mem.0": "512",
                    "hw:numa_mem.1": "512",
                ], [:]
            ),
            (
                ["hw:numa_nodes": "1", "hw:numa_cpus.0": "0-3", "hw:numa_mem.0": "1024"],
                ["hw_numa_cpus.0": "0-3", "hw_numa_mem.0": "1024"]
            ),
        ] as [([String: String], [String: String])])
    func conflicts(_ specs: [String: String], _ properties: [String: String]) {
        #expect(throws: DemandConflict.self) { try cells(specs, properties) }
    }

    @Test(
        "Page sizes are words or sizes",
        arguments: [
            ("small", "small"), ("large", "large"), ("any", "any"), ("2048", "2048 KiB"), ("2MB", "2048 KiB"),
            ("1GB", "1048576 KiB"), ("1GiB", "1048576 KiB"), ("64KB", "64 KiB"), ("0", nil), ("2M", nil), ("-4", nil),
            ("huge", nil), ("", nil), ("999999999999TB", nil), ("1.5", nil),
        ] as [(String, String?)])
    func pageSizes(_ text: String, _ expected: String?) { #expect(PageSize(text)?.description == expected) }

    @Test(
        "The image chooses a page size only where the flavor leaves it open",
        arguments: [
            ("any", "2MB", "2048 KiB"), ("large", "1GB", "1048576 KiB"), ("small", "small", nil), (nil, "small", nil),
            ("2048", "2048", nil), ("large", nil, "large"),
        ] as [(String?, String?, String?)])
    func openPageSizes(_ flavor: String?, _ image: String?, _ expected: String?) throws {
        let demands = {
            try Demands(
                flavor: .sample(["hw:mem_page_size": flavor].compactMapValues(\.self)),
                image: .sample(["hw_mem_page_size": image].compactMapValues(\.self)))
        }
        guard let expected else {
            #expect(throws: DemandConflict.self, performing: demands)
            return
        }
        #expect(try demands().numa?.pageSize?.description == expected)
    }

    @Test("Memory is locked where both agree and a page size is named")
    func locking() throws {
        let pages = ["hw:mem_page_size": "small"]
        #expect(
            try Demands(flavor: .sample(pages.merging(["hw:locked_memory": "yes"]) { $1 }), image: nil).locksMemory)
        #expect(try Demands(flavor: .sample(pages), image: .sample(["hw_locked_memory": "true"])).locksMemory)
        #expect(throws: DemandConflict.self) { try Demands(flavor: .sample(["hw:locked_memory": "yes"]), image: nil) }
        #expect(throws: DemandConflict.self) {
            try Demands(
                flavor: .sample(pages.merging(["hw:locked_memory": "yes"]) { $1 }),
                image: .sample(["hw_locked_memory": "no"]))
        }
    }
}
