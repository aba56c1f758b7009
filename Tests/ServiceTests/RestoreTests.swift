import Foundation
import JSON
import Testing

@Suite("vireo backup and vireo restore beside a service that runs", .enabled(if: SimulatedService.binary != nil))
struct RestoreTests {
    private func networks(_ service: SimulatedService) throws -> [String] {
        let listed = try service.send("GET", "/network/v2.0/networks").body["networks"]?.arrayValue ?? []
        return listed.compactMap { $0["name"]?.stringValue }.sorted()
    }

    private func run(_ arguments: String...) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: try #require(SimulatedService.binary))
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    private func awaitReady(_ service: SimulatedService) {
        let deadline = Wire.now + 20_000
        while Wire.now < deadline {
            if (try? service.send("GET", "/readyz").status) == 200 { return }
            usleep(50_000)
        }
        Issue.record("the service is not back: \(service.logText)")
    }

    @Test("The service goes on with what the copy holds, in the same process; the copy is for its owner alone")
    func restore() throws {
        let service = try SimulatedService()
        try service.logIn()
        let copy = service.state + "/copy"
        try service.send("POST", "/network/v2.0/networks", ["network": ["name": "before"]])
        #expect(try run("backup", "--state", service.state, copy).status == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try service.send("POST", "/network/v2.0/networks", ["network": ["name": "after"]])
        #expect(try networks(service) == ["after", "before"])

        let restored = try run("restore", "--state", service.state, copy)
        #expect(restored.status == 0, "\(restored.output)")
        awaitReady(service)
        #expect(try networks(service) == ["before"])
        #expect(service.isRunning)
        #expect(FileManager.default.fileExists(atPath: service.state + "/store.sqlite.before-restore"))
    }

    @Test("What is no copy is refused, and the service is not disturbed")
    func refused() throws {
        let service = try SimulatedService()
        try service.logIn()
        try service.send("POST", "/network/v2.0/networks", ["network": ["name": "kept"]])
        let copy = service.state + "/copy"
        try Data("nothing of the kind".utf8).write(to: URL(filePath: copy))
        let refused = try run("restore", "--state", service.state, copy)
        #expect(refused.status != 0)
        #expect(refused.output.contains(copy))
        #expect(try networks(service) == ["kept"])
    }
}
