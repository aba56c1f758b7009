import Demands
import Model
import Testing

@testable import DomainXML
@testable import GuestDesign

@Suite("Elements of single devices")
struct ConfiguratorTests {
    private func sample() throws -> Guest {
        let golden = try #require(GoldenCase.all.first { $0.name == "plain-kvm" })
        return try design(try golden.request())
    }

    private func written(_ elements: [Element]) -> String { elements.map(\.written).joined() }

    @Test("VNC on a unix socket listens nowhere else")
    func vncSocket() throws {
        var guest = try sample()
        guest.graphics = [Guest.Graphics(type: "vnc", listen: .unixSocket)]
        #expect(written(graphics(guest)) == "<graphics type=\"vnc\">\n  <listen type=\"socket\"/>\n</graphics>\n")
    }

    @Test("A console is told its kind")
    func console() throws {
        var guest = try sample()
        guest.serials = [Guest.Serial(backend: .pty, log: nil, place: .console(target: "sclp"))]
        #expect(written(serials(guest)) == "<console type=\"pty\">\n  <target type=\"sclp\"/>\n</console>\n")
    }

    @Test("A filter names the addresses that the port owns")
    func filter() throws {
        var guest = try sample()
        guest.interfaces[0].filter = Guest.Interface.Filter(name: "clean-traffic", addresses: ["10.0.0.3"])
        let text = written(interfaces(guest))
        #expect(text.contains("<filterref filter=\"clean-traffic\">\n    <parameter name=\"IP\" value=\"10.0.0.3\"/>"))
    }

    @Test("A port's profile is written for the switch beyond it")
    func virtualPort() throws {
        var guest = try sample()
        guest.interfaces[0].virtualPort = .bridgePortExtension(profile: "blue")
        let text = written(interfaces(guest))
        #expect(text.contains("<virtualport type=\"802.1Qbh\">\n    <parameters profileid=\"blue\"/>"))
    }

    @Test("Limits of an interface, with what is left out left out")
    func bandwidth() throws {
        var guest = try sample()
        guest.interfaces[0].inbound = Bandwidth(average: 10, peak: nil, burst: 5)
        #expect(written(interfaces(guest)).contains("<inbound average=\"10\" burst=\"5\"/>"))
    }

    @Test("Memory in a file is shared and given back")
    func fileMemory() throws {
        var guest = try sample()
        guest.memoryBacking = Guest.MemoryBacking(isFileBacked: true)
        let text = written(memory(guest))
        #expect(text.contains("<source type=\"file\"/>") && text.contains("<access mode=\"shared\"/>"))
    }

    @Test("A random number generator with a rate")
    func rate() throws {
        var guest = try sample()
        guest.rng?.rate = RNGDemand.Rate(bytes: 8, period: 1000)
        #expect(written(rng(guest)).contains("<rate period=\"1000\" bytes=\"8\"/>"))
    }

    @Test("Windows that shall not know where it is gets another vendor")
    func vendor() throws {
        var guest = try sample()
        guest.features.hyperV = Guest.HyperV(vendorID: "1234567890ab")
        #expect(written(features(guest)).contains("<vendor_id state=\"on\" value=\"1234567890ab\"/>"))
    }

    @Test("A known address is written with its type and all its parts, in the order of their names")
    func addresses() {
        let place = ResolvedGuest.Address(type: "pci", attributes: ["slot": "0x04", "bus": "0x00"])
        #expect(written(address(place)) == "<address bus=\"0x00\" slot=\"0x04\" type=\"pci\"/>\n")
    }

    @Test("An IOMMU of the model virtio has no driver")
    func iommuVirtio() throws {
        var guest = try sample()
        guest.iommu = Guest.IOMMU(model: .virtio, driver: nil)
        #expect(written(iommu(guest)) == "<iommu model=\"virtio\"/>\n")
    }

    @Test("Firmware keeps the variables that the guest has")
    func nvram() throws {
        var guest = try sample()
        guest.boot.firmware = Guest.UEFI(loader: "/l", isSecure: false, nvramTemplate: "/t", nvram: "/n")
        #expect(written(boot(guest)).contains("<nvram template=\"/t\">/n</nvram>"))
    }
}
