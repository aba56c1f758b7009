import Glibc
import Testing

/// Guests are strangers: what the service listens on for them must stand what they say.
@Suite("The port for the guests' metadata", .enabled(if: SimulatedService.binary != nil), .serialized)
struct MetadataPortTests {
    private static let question = Array("GET /openstack/latest/meta_data.json HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
    /// Of one client.
    private static let connections = 64

    @Test("Who is no guest is told nothing, whatever is asked")
    func strangers() throws {
        let service = try SimulatedService()
        for path in ["/", "/openstack", "/latest/meta-data/", "/readyz", "/compute/v2.1/servers", "/a/../../b", "/%00"]
        {
            let wire = try service.open(service.metadataPort)
            wire.send("GET \(path) HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.0.0.5\r\n\r\n")
            #expect(wire.answer()?.status == 404, "\(path)")
        }
    }

    @Test("One client has some of the connections at most, and gets new ones for those that it closes")
    func connections() throws {
        let service = try SimulatedService()
        var wires = try (0..<200).map { _ in try service.open(service.metadataPort) }
        for wire in wires { wire.send(Self.question) }
        let answered = wires.count { $0.answer(within: 5)?.status == 404 }
        for wire in wires { wire.listen(milliseconds: 1) }
        let closed = wires.count(where: \.isClosed)
        #expect(answered == Self.connections)
        #expect(closed == wires.count - Self.connections)
        #expect(try service.send("GET", "/readyz").status == 200)
        wires = []
        let deadline = Wire.now + 20_000
        var status: Int?
        while status == nil, Wire.now < deadline {
            let wire = try service.open(service.metadataPort)
            wire.send(Self.question)
            status = wire.answer(within: 1)?.status
        }
        #expect(status == 404)
    }

    @Test("A head that comes byte by byte is cut off")
    func heads() throws {
        let service = try SimulatedService(["VIREO_CLIENT_TIMEOUT": "2"])
        let wires = try (0..<Self.connections).map { _ in try service.open(service.metadataPort) }
        for wire in wires { wire.send("GET / HTTP/1.1\r\nX: ") }
        let start = Wire.now
        while Wire.now < start + 15_000, !wires.allSatisfy(\.isClosed) {
            for wire in wires where !wire.isClosed {
                wire.send("a")
                wire.listen(milliseconds: 0)
            }
            usleep(100_000)
        }
        let open = wires.filter { !$0.isClosed }
        #expect(open.isEmpty)
        #expect(Wire.now - start > 1_000)
    }
}
