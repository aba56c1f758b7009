import Foundation
import JSON
import Testing

/// What servers leave behind in the process when they are gone: nothing.
@Suite("Servers that come and go", .enabled(if: SimulatedService.binary != nil), .serialized)
struct ChurnTests {
    /// 1,200 for each of `VIREO_CHURN_HOURS`.
    private static var count: Int {
        1200 * (ProcessInfo.processInfo.environment["VIREO_CHURN_HOURS"].flatMap { Int($0) } ?? 1)
    }
    /// How many there are at a time.
    private static let batch = 20
    /// Bytes that each may leave behind: much less than a server has, more than what the allocator's doings amount to.
    private static let leavings = 4_000

    @Test("Leave the service's memory as it was, and its answers as short")
    func flat() throws {
        let service = try SimulatedService(["VIREO_LOG_LEVEL": "warning"])
        try service.logIn()
        try service.liftQuota()
        let (image, network, flavor) = (try service.image(of: [0]), try service.network(), try service.flavor())
        let server: JSONValue = [
            "name": "churn", "imageRef": .string(image), "flavorRef": .string(flavor),
            "networks": [["uuid": .string(network)]], "metadata": ["a": "b"],
            "min_count": JSONValue(Self.batch), "max_count": JSONValue(Self.batch),
        ]
        let body = JSONValue.object([JSONValue.Member("server", server)])
        var memory = 0
        let rounds = Self.count / Self.batch
        for round in 0..<rounds {
            // What is kept in any case, as views and logs of changes, is full by then.
            if round == rounds / 2 { memory = service.memory }
            try turn(service, body)
        }
        let growth = service.memory - memory
        print("\(Self.count / 2) servers came and went: \(growth) KiB more")
        #expect(growth * 1024 < Self.count / 2 * Self.leavings)
        #expect(try service.send("GET", "/network/v2.0/ports").body["ports"]?.arrayValue?.isEmpty == true)
        #expect(service.logText.split(separator: "\n").count <= 1, "\(service.logText)")
    }

    private func turn(_ service: SimulatedService, _ body: JSONValue) throws {
        let answer = try service.send("POST", "/compute/v2.1/servers", body)
        try #require(answer.status == 202, "\(answer.body)")
        try wait { try servers(service, "ACTIVE").count == Self.batch }
        for server in try servers(service, "ACTIVE") {
            #expect(try service.send("DELETE", "/compute/v2.1/servers/\(server)").status == 204)
        }
        try wait { try servers(service, nil).isEmpty }
    }

    private func servers(_ service: SimulatedService, _ status: String?) throws -> [String] {
        let filter = status.map { "?status=\($0)" } ?? ""
        let list = try service.send("GET", "/compute/v2.1/servers\(filter)").body["servers"]?.arrayValue
        return list?.compactMap { $0["id"]?.stringValue } ?? []
    }

    private func wait(_ isTrue: () throws -> Bool) throws {
        let deadline = Wire.now + 20_000
        while try !isTrue() {
            try #require(Wire.now < deadline)
            usleep(5000)
        }
    }
}
