import DomainXML
import GuestDesign
import Model
import Testing

@Suite("What libvirt chose")
struct ResolvedGuestTests {
    @Test("With it, the design writes every address and the versioned machine again", arguments: GoldenCase.settled)
    func settled(_ golden: GoldenCase) throws {
        let resolved = try ResolvedGuest(domainXML: try #require(golden.text("libvirt.xml")))
        var request = try golden.request()
        request.resolved = resolved
        let again = try ResolvedGuest(domainXML: xml(try design(request)))
        #expect(again.machine == resolved.machine)
        #expect(again.controllers == resolved.controllers)
        #expect(again.hubs == resolved.hubs)
        #expect(again.loader == resolved.loader)
        #expect(again.addresses == resolved.addresses)
    }

    @Test("A device that is new is left to libvirt")
    func hotPlugged() throws {
        let golden = try #require(GoldenCase.settled.first { $0.name == "plain-kvm" })
        let resolved = try ResolvedGuest(domainXML: try #require(golden.text("libvirt.xml")))
        var request = try golden.request()
        request.resolved = resolved
        var volume = AttachedVolume(source: .block(path: "/dev/sdx"), serial: "s", usesNativeIO: true)
        volume.deviceName = "/dev/vdb"
        request.volumes = [volume]
        let guest = try design(request)
        #expect(guest.disks.map(\.target) == ["vda", "vdb"])
        #expect(guest.disks[0].address?.type == "pci")
        #expect(guest.disks[1].address == nil)
    }

    @Test("A definition without a machine is no domain")
    func unreadable() {
        #expect(throws: XMLReadError.self) { try ResolvedGuest(domainXML: "<domain/>") }
        #expect(throws: XMLReadError.self) { try ResolvedGuest(domainXML: "no XML") }
    }
}
