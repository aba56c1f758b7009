import DesignInput
import DomainXML
import GuestDesign
import Model
import Testing

@Suite("Why a guest is as it is")
struct ExplanationTests {
    private func lines(_ name: String) throws -> [String] {
        let golden = try #require(GoldenCase.all.first { $0.name == name })
        let hosts = try GoldenCase.hosts.get()
        return try explainedDesign(input: golden.input) { try #require(hosts[$0]) }.split(separator: "\n").map(
            String.init)
    }

    @Test("Flavor, image, setting and default are told apart, with the rule")
    func sources() throws {
        let realtime = try lines("numa-realtime")
        #expect(
            realtime.contains(
                "domain/cputune/vcpusched/@vcpus = 1-3  <- flavor hw:cpu_realtime=yes (the flavor decides)"))
        #expect(
            realtime.contains { $0.hasPrefix("domain/numatune/memory/@nodeset = 0  <- flavor hw:cpu_policy=dedicated") }
        )
        #expect(realtime.contains("domain/@type = kvm  <- setting libvirt.virt_type=kvm"))
        #expect(realtime.contains("domain/cpu/@match = exact  <- default"))
        #expect(realtime.contains("domain/memory = 2097152  <- flavor (its memory)"))
        let bus = try lines("disk-bus-sata")
        #expect(
            bus.contains("domain/devices/disk[0]/target/@bus = sata  <- image hw_disk_bus=sata (the image decides)"))
    }

    @Test("An input that another needs is explained together with it")
    func together() throws {
        let lines = try lines("numa-locked-memory")
        let cell = lines.first { $0.hasPrefix("domain/numatune/memnode/@nodeset") }
        #expect(try #require(cell).contains("hw:mem_page_size=small"))
        #expect(lines.contains { $0.hasPrefix("domain/memoryBacking/locked  <- flavor hw:locked_memory=true") })
    }

    @Test("The card of one port is its port's word")
    func cardOfOnePort() throws {
        var request = try #require(GoldenCase.all.first { $0.name == "plain-qemu" }).request()
        request.ports[0].binding?.profile["vif_model"] = "e1000"
        let lines = try Explanation(request, inputs: request.explainedInputs).lines
        let model = try #require(lines.first { $0.path.contains("/interface") && $0.path.hasSuffix("model/@type") })
        #expect(model.source == "port \(request.ports[0].id) vif_model=e1000")
        #expect(model.rule == "the port wins over the image")
    }

    @Test("An input that decides nothing is named")
    func idle() throws {
        #expect(try lines("numa-realtime").contains("decides nothing: setting compute.cpu_dedicated_set=0-15"))
    }

    @Test("Every element has a line, and what makes no guest has a reason")
    func complete() throws {
        for golden in GoldenCase.all where !golden.isRefused {
            let request = try? golden.request()
            guard let request, let explanation = try? Explanation(request, inputs: request.explainedInputs) else {
                continue
            }
            #expect(explanation.lines.allSatisfy { !$0.source.isEmpty && $0.path.hasPrefix("domain/") })
            #expect(Set(explanation.lines.map(\.path)).count == explanation.lines.count, "\(golden)")
        }
        #expect(throws: (any Error).self) { try lines("console-video-ram-too-much") }
    }
}
