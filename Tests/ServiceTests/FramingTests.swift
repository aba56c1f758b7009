import Testing

@Suite("What is not HTTP, or too much of it", .enabled(if: SimulatedService.binary != nil), .serialized)
struct FramingTests {
    /// KiB that the service may grow by meanwhile; what is sent is many times that.
    private static let memory = 16 * 1024

    /// All in one test, so that one service is started; each row is judged by itself.
    @Test("Is answered with 4xx, the connection is closed, others are served, and memory is bounded")
    func refused() throws {
        let service = try SimulatedService()
        for _ in 0..<100 { try service.send("GET", "/healthz") }
        let memory = service.memory
        try refuse(BadRequest.heads + BadRequest.bodies, service, at: service.port)
        try refuse(BadRequest.heads, service, at: service.metadataPort)
        let growth = service.memory - memory
        print("what is not HTTP: \(growth) KiB more")
        #expect(growth < Self.memory)
        #expect(!service.logText.contains(" error "), "\(service.logText)")
        #expect(service.isRunning)
    }

    private func refuse(_ requests: [BadRequest], _ service: SimulatedService, at port: Int) throws {
        for bad in requests {
            let wire = try service.open(port)
            wire.send(bad.bytes())
            if bad.endsSending { wire.finishSending() }
            let answer = wire.answer(within: 20)
            let status = answer?.status ?? 0
            #expect(bad.statuses.contains(status), "\(bad.testDescription): \(status)")
            #expect(wire.closes(within: 10), "\(bad.testDescription): the connection stays open")
            if let answer, !answer.bytes.isEmpty {
                #expect(answer.isError(of: "/identity"), "\(bad.testDescription): \(answer.body)")
            }
            #expect(try service.send("GET", "/healthz").status == 200, "after \(bad.testDescription)")
        }
    }

    @Test("Many requests sent at once are answered one after another")
    func pipelined() throws {
        let service = try SimulatedService()
        let wire = try service.open()
        let request = service.request("GET", "/healthz", nil)
        wire.send(Array((0..<500).map { _ in request }.joined()))
        for _ in 0..<500 { #expect(wire.answer()?.status == 200) }
    }

    @Test("What is too large for a document is refused before it is sent")
    func early() throws {
        let service = try SimulatedService()
        let wire = try service.open()
        wire.send("POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n")
        let answer = try #require(wire.answer())
        #expect(answer.status == 413)
        #expect(answer.headers["connection"] == "close")
        #expect(wire.closes(within: 10))
    }
}
