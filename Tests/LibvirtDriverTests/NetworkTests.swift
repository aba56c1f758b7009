import Foundation
import Hypervisor
import Libvirt
import Model
import Runtime
import Testing

@testable import LibvirtDriver

@Suite("Networks under the host's libvirt", .enabled(if: SystemLibvirt.answers), .serialized, .timeLimit(.minutes(5)))
struct NetworkTests {
    private let libvirt: SystemLibvirt
    private let networks: LibvirtNetworks
    private let tables = RecordedTables()
    private let id: ID<Model.Network>
    private let bridge: String
    /// The third part of the addresses, so that tests of several people do not meet.
    private let block: Int

    init() throws {
        libvirt = try SystemLibvirt()
        networks = LibvirtNetworks(libvirt.session, redirect: MetadataRedirect(port: { 8775 }, tool: tables))
        id = libvirt.runtime.id()
        bridge = "vbt" + id.value.prefix(8)
        block = Int(libvirt.runtime.random() % 200) + 20
    }

    private func network(_ subnets: String..., nameservers: [String] = []) -> HostNetwork {
        HostNetwork(
            id: id, bridge: bridge, mtu: 1400,
            subnets: subnets.map {
                HostNetwork.Subnet(cidr: "\($0).0/24", gateway: "\($0).1", nameservers: nameservers, hasDHCP: true)
            })
    }

    /// Runs a test, takes the network away whatever comes of it, and sees that nothing is left.
    private func clean(_ body: () async throws -> Void) async throws {
        let others = try await libvirt.session.call { try $0.networks().map { try $0.xml(inactive: true) } }
        do {
            try await body()
        } catch {
            try? await networks.remove(id)
            throw error
        }
        for _ in 0..<2 { try await networks.remove(id) }
        #expect(!FileManager.default.fileExists(atPath: "/sys/class/net/\(bridge)"))
        #expect(HostFile.names(in: "/var/lib/libvirt/dnsmasq").allSatisfy { !$0.contains(id.value) })
        let left = try await libvirt.session.call { try $0.networks().map { try $0.xml(inactive: true) } }
        #expect(Set(left).isSuperset(of: others.filter { !$0.contains("<name>vireo-") }))
    }

    private var state: (isActive: Bool, starts: Bool, xml: String) {
        get async throws {
            let id = id.value
            return try await libvirt.session.call { connection in
                let network = try connection.network(uuid: id)
                return (try network.isActive(), try network.autostart(), try network.xml())
            }
        }
    }

    @Test("is made once, comes up again when it was down, and goes")
    func life() async throws {
        try await clean {
            let network = network("10.213.\(block)")
            try await networks.ensure(network)
            let made = try await state
            #expect(made.isActive && made.starts)
            #expect(made.xml.contains("<mtu size='1400'/>"))
            let index = HostFile.text("/sys/class/net/\(bridge)/ifindex")
            try await networks.ensure(network)
            #expect(HostFile.text("/sys/class/net/\(bridge)/ifindex") == index)
            let id = id.value
            try await libvirt.session.call { try $0.network(uuid: id).destroy() }
            try await networks.ensure(network)
            #expect(try await state.isActive)
            #expect(tables.all.count == 3)
        }
        #expect(tables.all.count == 4)
    }

    @Test("with another subnet is made anew: reserved hosts stay, and guests' links are put back")
    func change() async throws {
        let machine = try TestMachine(libvirt)
        try await clean {
            try await networks.ensure(network("10.214.\(block)"))
            try await networks.reserve(
                DHCPReservation(mac: "52:54:00:aa:00:01", address: "10.214.\(block).9", hostname: "h"), on: id)
            let port = Model.Port(
                id: libvirt.runtime.id(),
                network: Model.Network(id: id, name: "n", owner: ID("p"), isShared: false, mtu: 1400),
                mac: "52:54:00:aa:00:01", addresses: [], device: machine.server, owner: ID("p"),
                binding: PortBinding(vifType: "bridge", bridge: bridge), isOwnedByServer: true)
            _ = try await machine.hypervisor.define(try await machine.guest(ports: [port]), for: machine.mark())
            try await machine.hypervisor.start(machine.server)
            let master = "/sys/class/net/\(port.deviceName)/master/ifindex"
            #expect(HostFile.text(master) == HostFile.text("/sys/class/net/\(bridge)/ifindex"))

            let wider = network("10.214.\(block)", "10.215.\(block)", nameservers: ["192.0.2.53"])
            try await networks.ensure(wider)
            #expect(try await state.xml.contains("10.215.\(block).1"))
            #expect(HostFile.text(master) != nil)
            #expect(HostFile.text(master) == HostFile.text("/sys/class/net/\(bridge)/ifindex"))
            let table = "/var/lib/libvirt/dnsmasq/vireo-\(id).hosts"
            #expect(HostFile.names(in: table) == ["52-54-00-aa-00-01"])
            await machine.remove()
        }
        await machine.remove()
    }

    @Test("whose bridge belongs to another is not made", .timeLimit(.minutes(1)))
    func taken() async throws {
        try await clean {
            try await networks.ensure(network("10.216.\(block)"))
            let other: ID<Model.Network> = libvirt.runtime.id()
            var second = network("10.217.\(block)")
            second.id = other
            await #expect(throws: HypervisorError.self) { try await networks.ensure(second) }
            try await networks.remove(other)
            #expect(try await state.isActive)
        }
    }

    @Test("needs no network for a release, and has none for a reservation")
    func absent() async throws {
        try await networks.release(mac: "52:54:00:aa:00:01", on: id)
        try await networks.remove(id)
        await #expect(throws: HypervisorError.self) {
            try await networks.reserve(
                DHCPReservation(mac: "52:54:00:aa:00:01", address: "10.0.0.9", hostname: nil), on: id)
        }
    }

    @Test(
        "DHCP answers reserved hosts only, and an address is the next one's as soon as it is released",
        .enabled(if: DHCPClient.isPossible))
    func dhcp() async throws {
        try await clean {
            try await networks.ensure(network("10.218.\(block)", "10.219.\(block)", nameservers: ["192.0.2.53"]))
            let (first, second, unknown) = ("52:54:00:aa:01:01", "52:54:00:aa:01:02", "52:54:00:aa:01:03")
            let client = try DHCPClient(bridge: bridge)
            #expect(client.ask(as: unknown) == nil)
            // Of the second subnet: each has options of its own.
            let address = "10.219.\(block).9"
            try await networks.reserve(DHCPReservation(mac: first, address: address, hostname: "one"), on: id)
            let answer = try #require(client.ask(as: first))
            #expect(answer["ip"] == address)
            #expect(answer["router"] == "10.219.\(block).1")
            #expect(answer["dns"] == "192.0.2.53")
            #expect(answer["mask"] == "24")
            #expect(answer["hostname"] == "one")
            try await networks.release(mac: first, on: id)
            try await networks.reserve(DHCPReservation(mac: second, address: address, hostname: "one"), on: id)
            #expect(client.ask(as: second)?["ip"] == address)
            #expect(client.ask(as: first) == nil)
        }
    }
}
