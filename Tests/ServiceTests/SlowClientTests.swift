import Glibc
import JSON
import Testing

@Suite("A client that takes its time", .enabled(if: SimulatedService.binary != nil), .serialized)
struct SlowClientTests {
    private static let impatient = ["VIREO_CLIENT_TIMEOUT": "2"]

    /// Sends a byte on every connection now and then until all are closed, and asks for something in between.
    ///
    /// - Returns: milliseconds until the last was closed; nothing where one never was.
    private func dribble(_ wires: [Wire], _ service: SimulatedService) throws -> Int? {
        let start = Wire.now
        while Wire.now < start + 15_000 {
            for wire in wires where !wire.isClosed {
                wire.send("a")
                wire.listen(milliseconds: 0)
            }
            if wires.allSatisfy(\.isClosed) { return Wire.now - start }
            let asked = Wire.now
            #expect(try service.send("GET", "/readyz").status == 200)
            #expect(Wire.now - asked < 10_000, "others wait")
            usleep(100_000)
        }
        return nil
    }

    /// Whether it comes true in 20 seconds.
    private func wait(_ isTrue: () -> Bool) -> Bool {
        let deadline = Wire.now + 20_000
        while Wire.now < deadline {
            if isTrue() { return true }
            usleep(100_000)
        }
        return false
    }

    @Test("A head that comes byte by byte is cut off, and others are served meanwhile")
    func heads() throws {
        let service = try SimulatedService(Self.impatient)
        let wires = try (0..<100).map { _ in try service.open() }
        for wire in wires { wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX: ") }
        let time = try #require(try dribble(wires, service), "the connections stay open")
        #expect(time > 1_000)
    }

    @Test("A body that comes byte by byte is answered with 408 and cut off, and others are served meanwhile")
    func bodies() throws {
        let service = try SimulatedService(Self.impatient)
        let wires = try (0..<100).map { _ in try service.open() }
        for wire in wires {
            wire.send("POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
        }
        let time = try #require(try dribble(wires, service), "the connections stay open")
        #expect(time > 1_000)
        for wire in wires { #expect(wire.answer(within: 1)?.status == 408) }
    }

    @Test("A connection without a request is closed after a while")
    func idle() throws {
        let service = try SimulatedService(Self.impatient)
        let fresh = try service.open()
        let used = try service.open()
        used.send(service.request("GET", "/healthz", nil))
        #expect(used.answer()?.status == 200)
        #expect(fresh.closes(within: 10))
        #expect(used.closes(within: 10))
    }

    @Test("A body that comes steadily is taken, however long it needs")
    func steady() throws {
        let service = try SimulatedService(Self.impatient)
        let wire = try service.open()
        wire.send("POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 30000\r\n\r\n")
        for _ in 0..<30 {
            wire.send(String(repeating: "x", count: 1000))
            usleep(150_000)
        }
        #expect(wire.answer()?.status == 400)
        #expect(!wire.isClosed)
    }

    @Test("An answer that nobody takes is given up")
    func deaf() throws {
        let service = try SimulatedService(Self.impatient)
        let before = service.sockets
        try service.logIn()
        let image = try service.image(of: [UInt8](repeating: 7, count: 32 << 20))
        #expect(wait { service.sockets <= before })
        let wires = try (0..<10).map { _ in try service.open() }
        for wire in wires { wire.send(service.request("GET", "/image/v2/images/\(image)/file", nil)) }
        #expect(wait { service.sockets >= before + 5 }, "the requests are not taken")
        #expect(wait { service.sockets <= before }, "the connections are still held")
        #expect(try service.send("GET", "/readyz").status == 200)
        withExtendedLifetime(wires) {}
    }
}
