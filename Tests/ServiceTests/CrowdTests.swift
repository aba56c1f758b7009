import Glibc
import Testing

@Suite("Many clients at once", .enabled(if: SimulatedService.binary != nil), .serialized)
struct CrowdTests {
    /// Raises this process's limit of open files as far as it may be, and returns it.
    private static func raiseOpenFiles() -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, 32_768)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(limit.rlim_cur)
    }

    /// The most KiB that one idle connection may cost.
    private static let memoryOfConnection = 24

    @Test("10,000 idle connections cost a bounded amount of memory each, others are served, and all is given back")
    func idle() throws {
        // Both ends have the same hard limit; the service keeps a share of it for itself.
        let count = min(10_000, (Self.raiseOpenFiles() - 1024) * 3 / 4)
        if count < 10_000 { print("only \(count) connections: the limit of open files does not permit more") }
        let service = try SimulatedService(["VIREO_CLIENT_TIMEOUT": "300", "VIREO_LOG_LEVEL": "error"])
        for _ in 0..<100 { #expect(try service.send("GET", "/readyz").status == 200) }
        let (memory, sockets) = (service.memory, service.sockets)
        var wires: [Wire] = []
        for _ in 0..<count { wires.append(try service.open()) }
        for index in stride(from: 0, to: count, by: 50) {
            wires[index].send(service.request("GET", "/readyz", nil))
            #expect(wires[index].answer()?.status == 200, "connection \(index)")
        }
        for _ in 0..<100 {
            let asked = Wire.now
            #expect(try service.send("GET", "/readyz").status == 200)
            #expect(Wire.now - asked < 10_000)
        }
        #expect(service.sockets >= count)
        let growth = service.memory - memory
        print("\(count) idle connections: \(growth) KiB more, \(growth * 1024 / count) bytes each")
        #expect(growth < count * Self.memoryOfConnection)
        wires = []
        let deadline = Wire.now + 20_000
        while service.sockets > sockets + 10, Wire.now < deadline { usleep(100_000) }
        #expect(service.sockets <= sockets + 10)
        #expect(try service.send("GET", "/readyz").status == 200)
    }

    @Test("200 connections with 20 requests each are all answered")
    func parallel() throws {
        let service = try SimulatedService(["VIREO_LOG_LEVEL": "error"])
        try service.logIn()
        let wires = try (0..<200).map { _ in try service.open() }
        let paths = [
            "/compute/v2.1/servers/detail", "/compute/v2.1/flavors", "/network/v2.0/networks", "/image/v2/images",
        ]
        for round in 0..<20 {
            for (index, wire) in wires.enumerated() {
                wire.send(service.request("GET", paths[(round + index) % paths.count], nil))
            }
            for wire in wires { #expect(wire.answer(within: 60)?.status == 200) }
        }
        #expect(service.logText == "")
    }

    @Test("Bodies of many clients at once cost no more than their limits")
    func bodies() throws {
        let service = try SimulatedService(["VIREO_LOG_LEVEL": "error"])
        for _ in 0..<100 { try service.send("GET", "/readyz") }
        let memory = service.memory
        let wires = try (0..<200).map { _ in try service.open() }
        let part = [UInt8](repeating: 0x20, count: 256 * 1024)
        for wire in wires {
            wire.send("POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 524288\r\n\r\n")
            wire.send(part)
        }
        let growth = service.memory - memory
        print("200 half bodies of 256 KiB: \(growth) KiB more")
        #expect(growth < 200 * 512)
        for wire in wires { wire.send(part) }
        for wire in wires { #expect(wire.answer(within: 60)?.status == 400) }
    }
}
