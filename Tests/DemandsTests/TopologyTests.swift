import Demands
import Testing

@Suite("The layout of processors")
struct TopologyTests {
    @Test(
        "Limits and wishes of flavor and image make one layout",
        arguments: [
            (4, [:], [:], [4, 1, 1]),
            (4, [:], ["hw_cpu_sockets": "1", "hw_cpu_cores": "4", "hw_cpu_threads": "1"], [1, 4, 1]),
            (8, ["hw:cpu_max_sockets": "2", "hw:cpu_max_threads": "1"], [:], [2, 4, 1]),
            (8, ["hw:cpu_max_sockets": "1", "hw:cpu_threads": "2"], [:], [1, 4, 2]),
            (8, [:], ["hw_cpu_max_sockets": "1", "hw_cpu_max_cores": "4"], [1, 4, 2]),
            (3, ["hw:cpu_cores": "3"], [:], [1, 3, 1]),
            (4, ["hw:cpu_cores": "4"], ["hw_cpu_threads": "2"], [2, 1, 2]),
            (4, ["hw:cpu_sockets": "4", "hw:cpu_max_sockets": "2"], [:], [2, 2, 1]),
        ] as [(Int, [String: String], [String: String], [Int])])
    func layouts(_ vcpus: Int, _ specs: [String: String], _ properties: [String: String], _ expected: [Int]) throws {
        let topology = try Demands(flavor: .sample(vcpus: vcpus, specs), image: .sample(properties)).topology
        #expect([topology.sockets, topology.cores, topology.threads] == expected)
    }

    @Test("Beyond the flavor's limits, and where no layout exists, it is refused")
    func impossible() {
        #expect(throws: DemandConflict.self) {
            try Demands(
                flavor: .sample(vcpus: 4, ["hw:cpu_max_cores": "2"]), image: .sample(["hw_cpu_max_cores": "4"]))
        }
        #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(vcpus: 4, ["hw:cpu_max_cores": "2"]), image: .sample(["hw_cpu_cores": "4"]))
        }
        #expect(throws: DemandConflict.self) {
            try Demands(
                flavor: .sample(
                    vcpus: 5, ["hw:cpu_max_sockets": "2", "hw:cpu_max_cores": "2", "hw:cpu_max_threads": "2"]),
                image: nil)
        }
    }
}
