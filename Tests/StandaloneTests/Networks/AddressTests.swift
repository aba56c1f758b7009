import Cloud
import Model
import Runtime
import Store
import Testing

@testable import Standalone

@Suite("Addresses of ports")
struct AddressTests {
    @Test("are never given twice, whoever asks at once", arguments: 1...6 as ClosedRange<UInt64>)
    func concurrent(_ seed: UInt64) throws {
        let runtime = SimulatedRuntime(seed: seed)
        let ports = try runtime.run {
            let fixture = NetworkFixture(runtime)
            let network = try await fixture.network("10.0.0.0/25", isShared: true)
            // Another controller on the same store, and several projects, so that no queue of ours orders them.
            let other = StandaloneNetworks(store: fixture.store, runtime: runtime)
            return try await withThrowingTaskGroup(of: PortRecord.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        try await (number % 2 == 0 ? other : fixture.networks)
                            .createPort(PortDraft(), on: network.id, for: .member(of: "p\(number % 5)"))
                    }
                }
                return try await group.reduce(into: [PortRecord]()) { $0.append($1) }
            }
        }
        #expect(ports.count == 100)
        #expect(Set(ports.flatMap { $0.addresses.map(\.address) }).count == 100)
        #expect(Set(ports.map(\.mac)).count == 100)
        #expect(ports.allSatisfy { $0.mac.hasPrefix("fa:16:3e:") && $0.addresses.count == 1 })
    }

    @Test("run out one by one, and come back")
    func exhaustion() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/29")
        var ports: [PortRecord] = []
        for _ in 0..<5 { ports.append(try await fixture.port(network.id)) }
        #expect(Set(ports.map { $0.addresses[0].address.description }) == Set((2...6).map { "10.0.0.\($0)" }))
        #expect(await cloudError { _ = try await fixture.port(network.id) }?.isConflict == true)
        try await fixture.networks.deletePort(ports[2].id, for: fixture.owner)
        #expect(try await fixture.port(network.id).addresses == ports[2].addresses)
    }

    @Test("that are asked for are given if they are free and of the network")
    func wishes() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        #expect(try await fixture.port(network.id, "10.0.0.99").addresses[0].address == IPv4Address("10.0.0.99"))
        #expect(await cloudError { _ = try await fixture.port(network.id, "10.0.0.99") }?.isConflict == true)
        #expect(await cloudError { _ = try await fixture.port(network.id, "10.0.0.1") }?.isConflict == true)
        for wrong in ["10.0.1.5", "10.0.0.0", "10.0.0.255"] {
            #expect(await cloudError { _ = try await fixture.port(network.id, wrong) }?.isBadRequest == true)
        }
    }

    @Test("of a port that changes are taken and freed with it")
    func changing() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        let port = try await fixture.port(network.id, "10.0.0.10")
        var draft = PortDraft()
        draft.addresses = ["10.0.0.10", "10.0.0.11"].map { PortDraft.Address(subnet: nil, address: IPv4Address($0)) }
        #expect(try await fixture.networks.updatePort(port.id, draft, for: fixture.owner).addresses.count == 2)
        draft.addresses?.removeFirst()
        _ = try await fixture.networks.updatePort(port.id, draft, for: fixture.owner)
        _ = try await fixture.port(network.id, "10.0.0.10")
        #expect(await cloudError { _ = try await fixture.port(network.id, "10.0.0.11") }?.isConflict == true)
    }

    @Test(
        "are read strictly",
        arguments: ["1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "1.2.3.-4", "1.2.3.4\n", "", "::1"])
    func parsing(_ text: String) {
        #expect(IPv4Address(text) == nil)
        #expect(IPv4Block(text + "/24") == nil)
    }

    @Test("make blocks that know what they hold")
    func blocks() throws {
        let block = try #require(IPv4Block("10.1.2.3/24"))
        #expect(block.description == "10.1.2.0/24")
        #expect(block.hosts.lowerBound.description == "10.1.2.1" && block.hosts.upperBound.description == "10.1.2.254")
        #expect(block.overlaps(try #require(IPv4Block("10.0.0.0/8"))))
        #expect(try #require(IPv4Block("0.0.0.0/0")).overlaps(block))
        #expect(!block.overlaps(try #require(IPv4Block("10.1.3.0/24"))))
    }
}
