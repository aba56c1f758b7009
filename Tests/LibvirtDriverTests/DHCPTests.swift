import Foundation
import Hypervisor
import Model
import Testing

@testable import LibvirtDriver

@Suite("Reserved hosts")
struct DHCPTests {
    private let table: DHCPTable
    private let folder = TemporaryFolder()

    init() throws {
        table = DHCPTable(of: ID("6a1f0f1e-0000-4000-8000-0000000000ab"), in: folder.path)
        try table.make()
        try table.make()
    }

    private func line(_ mac: String, _ address: String, _ name: String? = nil) throws -> DHCPTable.Line {
        try #require(try DHCPTable.Line(DHCPReservation(mac: mac, address: address, hostname: name)))
    }

    private var files: [String: String] {
        HostFile.names(in: table.path).reduce(into: [:]) { $0[$1] = HostFile.text("\(table.path)/\($1)") }
    }

    @Test("One file for each MAC, as dnsmasq reads them")
    func add() throws {
        try table.add(line("52:54:00:AA:00:01", "10.0.0.5", "web.example"))
        try table.add(line("52:54:00:aa:00:01", "10.0.0.5", "web"))
        try table.add(line("52:54:00:aa:00:02", "10.0.0.6"))
        #expect(
            files == [
                "52-54-00-aa-00-01": "52:54:00:aa:00:01,10.0.0.5,web",
                "52-54-00-aa-00-02": "52:54:00:aa:00:02,10.0.0.6",
            ])
    }

    @Test("A host whose libvirt has started no network yet has no folder for them: it is made")
    func firstNetwork() throws {
        let first = DHCPTable(of: ID("6a1f0f1e-0000-4000-8000-0000000000ac"), in: folder.path + "/dnsmasq")
        try first.make()
        try first.add(line("52:54:00:aa:00:01", "10.0.0.5"))
        #expect(HostFile.names(in: first.path) == ["52-54-00-aa-00-01"])
    }

    @Test("A MAC has one address, an address one MAC: the last word counts")
    func replace() throws {
        try table.add(line("52:54:00:aa:00:01", "10.0.0.5"))
        try table.add(line("52:54:00:aa:00:01", "10.0.0.7"))
        try table.add(line("52:54:00:aa:00:02", "10.0.0.7"))
        #expect(files == ["52-54-00-aa-00-02": "52:54:00:aa:00:02,10.0.0.7"])
    }

    @Test("What is taken away is told once")
    func remove() throws {
        let line = try line("52:54:00:aa:00:01", "10.0.0.5")
        try table.add(line)
        #expect(try table.remove(mac: "52:54:00:AA:00:01") == line)
        #expect(try table.remove(mac: "52:54:00:aa:00:01") == nil)
        #expect(files.isEmpty)
        try table.add(line)
        try table.remove()
        try table.remove()
        #expect(!FileManager.default.fileExists(atPath: table.path))
    }

    @Test(
        "Names that dnsmasq would take for something else are left out",
        arguments: ["2h", "45", "infinite", "ignore", "a,b", "", "-x", "ü", "x\ny"])
    func names(_ name: String) throws {
        #expect(try line("52:54:00:aa:00:01", "10.0.0.5", name).hostname == nil)
    }

    @Test("Names that serve", arguments: ["a", "web-1", "2hosts", "1x2"])
    func goodNames(_ name: String) throws {
        #expect(try line("52:54:00:aa:00:01", "10.0.0.5", name).hostname == name)
    }

    @Test("No MAC leads out of the folder", arguments: ["../../../etc/x", "52:54:00:aa:00", "52:54:00:aa:00:1/", ""])
    func badMAC(_ mac: String) {
        #expect(throws: HypervisorError.refused("'\(mac)' is no MAC address")) { try line(mac, "10.0.0.5") }
    }

    @Test("IPv6 has nothing to reserve")
    func ipv6() throws {
        #expect(try DHCPTable.Line(DHCPReservation(mac: "52:54:00:aa:00:01", address: "fd00::5", hostname: nil)) == nil)
    }

    @Test("A release, byte for byte where it matters")
    func release() throws {
        let server = try #require(IPv4Address("10.0.0.1"))
        let message = DHCPRelease(try line("52:54:00:aa:00:01", "10.0.0.5"), servers: [], bridge: "vbr0")
            .message(to: server)
        #expect(message.count == 300)
        #expect(Array(message[0..<3]) == [1, 1, 6])
        #expect(Array(message[12..<16]) == [10, 0, 0, 5])
        #expect(Array(message[28..<34]) == [0x52, 0x54, 0, 0xaa, 0, 1])
        #expect(Array(message[236..<250]) == [99, 130, 83, 99, 53, 1, 7, 54, 4, 10, 0, 0, 1, 255])
    }
}
