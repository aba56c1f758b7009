import Foundation
import JSON
import Synchronization
import Testing

@Suite("vireo backup and vireo restore beside a service that runs", .enabled(if: SimulatedService.binary != nil))
struct RestoreTests {
    private func networks(_ service: SimulatedService) throws -> [String] {
        let listed = try service.send("GET", "/network/v2.0/networks").body["networks"]?.arrayValue ?? []
        return listed.compactMap { $0["name"]?.stringValue }.sorted()
    }

    @Test("The service goes on with what the copy holds, in the same process; the copy is for its owner alone")
    func restore() throws {
        let service = try SimulatedService()
        try service.logIn()
        let copy = service.state + "/copy"
        try service.send("POST", "/network/v2.0/networks", ["network": ["name": "before"]])
        #expect(try Program.run(["backup", "--state", service.state, copy]).status == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try service.send("POST", "/network/v2.0/networks", ["network": ["name": "after"]])
        #expect(try networks(service) == ["after", "before"])

        let restored = try Program.run(["restore", "--state", service.state, copy])
        #expect(restored.status == 0, "\(restored.errors)")
        service.awaitReady()
        #expect(try networks(service) == ["before"])
        #expect(service.isRunning)
        #expect(FileManager.default.fileExists(atPath: service.state + "/store.sqlite.before-restore"))
    }

    @Test("A copy made while others write is the service at one moment: all that was there before, and no gap after it")
    func underWrites() async throws {
        let service = try SimulatedService()
        try service.logIn()
        try service.liftQuota()
        let copy = service.state + "/copy"
        var written = 0
        func write() throws {
            let made = try service.send("POST", "/network/v2.0/networks", ["network": ["name": .string("\(written)")]])
            try #require(made.status == 201, "\(made.body)")
            written += 1
        }
        for _ in 0..<50 { try write() }
        let isDone = Mutex(false)
        let state = service.state
        let backup = Task.detached {
            defer { isDone.withLock { $0 = true } }
            return try Program.run(["backup", "--state", state, copy]).status
        }
        while !isDone.withLock({ $0 }) { try write() }
        #expect(try await backup.value == 0)
        #expect(written > 50, "nothing was written meanwhile")
        #expect(try Program.run(["restore", "--state", service.state, copy]).status == 0)
        service.awaitReady()
        let kept = try networks(service).compactMap { Int($0) }.sorted()
        #expect(kept == Array(0..<kept.count))
        #expect((50...written).contains(kept.count))
    }

    @Test("Servers of the copy are as they were: a host, the simulated one too, outlives the service")
    func servers() throws {
        let service = try SimulatedService()
        try service.logIn()
        let (image, network, flavor) = (try service.image(of: [0]), try service.network(), try service.flavor())
        let wanted: JSONValue = [
            "name": "kept", "imageRef": .string(image), "flavorRef": .string(flavor),
            "networks": [["uuid": .string(network)]],
        ]
        let made = try service.send("POST", "/compute/v2.1/servers", .object([JSONValue.Member("server", wanted)]))
        let server = try #require(made.body["server"]?["id"]?.stringValue)
        try eventually(server, "ACTIVE", service)
        let copy = service.state + "/copy"
        #expect(try Program.run(["backup", "--state", service.state, copy]).status == 0)
        #expect(try Program.run(["restore", "--state", service.state, copy]).status == 0)
        service.awaitReady()
        // The agent has compared its machines when it takes the next request.
        let stop = try service.send("POST", "/compute/v2.1/servers/\(server)/action", ["os-stop": nil])
        #expect(stop.status == 202)
        try eventually(server, "SHUTOFF", service)
        let actions = try service.send("GET", "/compute/v2.1/servers/\(server)/os-instance-actions")
        #expect(actions.body["instanceActions"]?.arrayValue?.allSatisfy { $0["message"]?.isNull == true } == true)
    }

    private func eventually(_ server: String, _ status: String, _ service: SimulatedService) throws {
        var shown: JSONValue?
        let deadline = Wire.now + 20_000
        while Wire.now < deadline {
            shown = try service.send("GET", "/compute/v2.1/servers/\(server)").body["server"]
            if shown?["status"]?.stringValue == status { return }
            usleep(50_000)
        }
        Issue.record("not \(status): \(shown ?? .null)")
    }

    @Test("What is no copy is refused, and the service is not disturbed")
    func refused() throws {
        let service = try SimulatedService()
        try service.logIn()
        try service.send("POST", "/network/v2.0/networks", ["network": ["name": "kept"]])
        let copy = service.state + "/copy"
        try Data("nothing of the kind".utf8).write(to: URL(filePath: copy))
        let refused = try Program.run(["restore", "--state", service.state, copy])
        #expect(refused.status != 0)
        #expect(refused.errors.contains(copy))
        #expect(try networks(service) == ["kept"])
    }
}
