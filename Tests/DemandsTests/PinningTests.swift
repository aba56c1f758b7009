import Demands
import Model
import Testing

@Suite("Who gets processors of its own")
struct PinningTests {
    @Test(
        "Flavor and image make one policy, or none",
        arguments: [
            ("dedicated", nil, "dedicated"), (nil, "dedicated", "dedicated"), ("dedicated", "shared", "dedicated"),
            ("dedicated", "mixed", "dedicated"), ("shared", "dedicated", nil), ("shared", "mixed", nil),
            ("mixed", "dedicated", nil), ("mixed", "shared", "mixed"), ("shared", "shared", "shared"),
        ] as [(String?, String?, String?)])
    func policies(_ flavor: String?, _ image: String?, _ expected: String?) throws {
        var specs = ["hw:numa_nodes": "1", "hw:cpu_policy": flavor].compactMapValues(\.self)
        if expected == "mixed" || flavor == "mixed" { specs["hw:cpu_dedicated_mask"] = "0" }
        let properties = ["hw_cpu_policy": image].compactMapValues(\.self)
        let demands = { try Demands(flavor: .sample(vcpus: 2, specs), image: .sample(properties)) }
        guard let expected else {
            let message = try #require(#expect(throws: DemandConflict.self, performing: demands)).description
            #expect(
                message.contains("hw:cpu_policy=\(flavor ?? "")") && message.contains("hw_cpu_policy=\(image ?? "")"))
            return
        }
        #expect(try demands().numa?.cpuPolicy?.rawValue == expected)
    }

    @Test(
        "Thread policies: a flavor's prefer stands, its other words must be met",
        arguments: [
            (nil, "isolate", "isolate"), ("prefer", "isolate", "prefer"), ("isolate", nil, "isolate"),
            ("isolate", "isolate", "isolate"), ("isolate", "require", nil), ("require", "prefer", nil),
        ] as [(String?, String?, String?)])
    func threads(_ flavor: String?, _ image: String?, _ expected: String?) throws {
        let specs = ["hw:cpu_policy": "dedicated", "hw:cpu_thread_policy": flavor].compactMapValues(\.self)
        let properties = ["hw_cpu_thread_policy": image].compactMapValues(\.self)
        let demands = { try Demands(flavor: .sample(vcpus: 2, specs), image: .sample(properties)) }
        guard let expected else {
            #expect(throws: DemandConflict.self, performing: demands)
            return
        }
        #expect(try demands().numa?.threadPolicy?.rawValue == expected)
    }

    @Test(
        "What cannot be together is refused",
        arguments: [
            ["hw:cpu_thread_policy": "prefer"], ["hw:cpu_policy": "shared", "hw:cpu_thread_policy": "isolate"],
            ["hw:emulator_threads_policy": "isolate"], ["hw:cpu_dedicated_mask": "0"],
            ["hw:cpu_policy": "dedicated", "hw:cpu_dedicated_mask": "0"],
            ["hw:cpu_realtime": "true", "hw:cpu_realtime_mask": "^0"],
            ["hw:cpu_policy": "dedicated", "hw:cpu_realtime": "true"],
            ["hw:cpu_policy": "dedicated", "hw:cpu_realtime": "true", "hw:cpu_realtime_mask": "0-9"],
            ["hw:cpu_policy": "dedicated", "hw:cpu_realtime": "true", "hw:cpu_realtime_mask": "first"],
            ["hw:cpu_policy": "mixed"], ["hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0-3"],
            ["hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "7"],
            [
                "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0", "hw:cpu_realtime": "true",
                "hw:cpu_realtime_mask": "0",
            ],
            ["hw:cpu_policy": "dedicated", "resources:PCPU": "4"], ["resources:PCPU": "3"],
            ["resources:PCPU": "4", "resources:VCPU": "1"],
            ["resources:PCPU": "4", "hw:emulator_threads_policy": "isolate"],
            ["resources1:PCPU": "4", "trait:HW_CPU_HYPERTHREADING": "required", "hw:cpu_thread_policy": "prefer"],
            ["hw:cpu_policy": "some"], ["hw:cpu_policy": "dedicated", "hw:emulator_threads_policy": "near"],
            ["hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0-1", "hw:numa_nodes": "2"],
        ])
    func conflicts(_ specs: [String: String]) throws {
        let conflict = #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(vcpus: 4, specs), image: nil)
        }
        let message = try #require(conflict).description
        #expect(specs.contains { message.contains("\($0.key)=\($0.value) of flavor 'm1'") }, "\(message)")
    }

    @Test("Dedicated and realtime processors are those of the masks; the image's realtime mask wins")
    func masks() throws {
        let mixed = try Demands(
            flavor: .sample(vcpus: 4, ["hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "^0"]), image: nil)
        #expect(mixed.numa?.cells.map(\.dedicated) == [CPUSet(1...3)])
        #expect(mixed.numa?.cells.map(\.shared) == [CPUSet([0])])
        let realtime = try Demands(
            flavor: .sample(
                vcpus: 4, ["hw:cpu_policy": "mixed", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "0-2"]),
            image: .sample(["hw_cpu_realtime_mask": "^0-1"]))
        #expect(realtime.realtimeVCPUs == CPUSet([2, 3]))
        #expect(realtime.numa?.cells.map(\.dedicated) == [CPUSet([2, 3])])
    }

    @Test("Resources and the trait of threads speak for the policies")
    func resources() throws {
        let demands = try Demands(
            flavor: .sample(vcpus: 2, ["resources:PCPU": "2", "trait:HW_CPU_HYPERTHREADING": "forbidden"]), image: nil)
        #expect(demands.numa?.cpuPolicy == .dedicated && demands.numa?.threadPolicy == .isolate)
        #expect(try Demands(flavor: .sample(["resources:VCPU": "1"]), image: nil).numa == nil)
    }
}
