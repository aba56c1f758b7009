import Foundation
import JSON
import Testing

/// A `vireo serve` process on the simulated hypervisor, with a state folder and a port of its own; ended with its test.
final class SimulatedService {
    let state: String
    let port: Int
    /// Where guests would ask for their metadata.
    let metadataPort: Int
    let log: String
    private let process = Process()
    private(set) var token = ""

    static var binary: String? { ProcessInfo.processInfo.environment["VIREO_BINARY"] }

    /// Starts it and waits until it is ready.
    ///
    /// - Parameter config: a settings file.
    init(_ settings: [String: String] = [:], config: String? = nil) throws {
        (port, metadataPort) = (try Self.freePort(), try Self.freePort())
        state = "/var/tmp/vireo-service-test-\(port)"
        log = state + ".log"
        process.executableURL = URL(filePath: try #require(Self.binary))
        process.arguments =
            ["serve", "--state", state, "--listen", "127.0.0.1:\(port)"]
            + (config.map { ["--config", $0] } ?? [])
        process.environment = ProcessInfo.processInfo.environment
            .merging(["VIREO_HYPERVISOR": "simulated", "VIREO_METADATA_PORT": "\(metadataPort)"]) { $1 }
            .merging(settings) { $1 }
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: log)
        try process.run()
        awaitReady()
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: state)
        try? FileManager.default.removeItem(atPath: log)
    }

    /// Waits until the service is ready, though nobody listens yet.
    func awaitReady() {
        let deadline = Wire.now + 20_000
        while Wire.now < deadline {
            if let wire = Wire(port: port) {
                wire.send(request("GET", "/readyz", nil))
                if wire.answer()?.status == 200 { return }
            }
            usleep(50_000)
        }
        Issue.record("the service is not ready: \(logText)")
    }

    var logText: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
    var isRunning: Bool { process.isRunning }

    /// KiB of memory that the process holds.
    var memory: Int {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }

    /// Sockets that the process has open.
    var sockets: Int {
        let folder = "/proc/\(process.processIdentifier)/fd"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.count {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)"))?.hasPrefix("socket:")
                == true
        }
    }

    // MARK: Requests

    /// - Parameter port: the API's, where none is said.
    func open(_ port: Int? = nil) throws -> Wire {
        try #require(Wire(port: port ?? self.port), "no connection to the service")
    }

    /// One request on a connection of its own.
    ///
    /// - Parameter version: of the Compute API; its least where none is said.
    @discardableResult
    func send(
        _ method: String, _ path: String, _ body: JSONValue? = nil, version: String? = nil
    ) throws -> HTTPAnswer {
        let wire = try open()
        wire.send(request(method, path, body.map(\.encoded), version: version))
        return try #require(wire.answer(), "\(method) \(path) was not answered")
    }

    /// A well-formed request with the token.
    func request(
        _ method: String, _ path: String, _ body: [UInt8]?, type: String? = "application/json", version: String? = nil
    ) -> [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
        if !token.isEmpty { head += "X-Auth-Token: \(token)\r\n" }
        if let version { head += "OpenStack-API-Version: compute \(version)\r\n" }
        if let body {
            head += "Content-Length: \(body.count)\r\n"
            if let type { head += "Content-Type: \(type)\r\n" }
        }
        return Array((head + "\r\n").utf8) + (body ?? [])
    }

    /// The administrator's password, as the first start wrote it down.
    func password() throws -> String {
        let clouds = try String(contentsOfFile: state + "/clouds.yaml", encoding: .utf8)
        let line = try #require(clouds.split(separator: "\n").first { $0.contains("password:") })
        return String(try #require(line.split(separator: "\"").last))
    }

    /// Sends requests as the administrator from here on.
    func logIn() throws {
        let user: JSONValue = ["name": "admin", "domain": ["id": "default"], "password": .string(try password())]
        let scope: JSONValue = ["project": ["name": "admin", "domain": ["id": "default"]]]
        let answer = try send(
            "POST", "/identity/v3/auth/tokens",
            [
                "auth": [
                    "identity": ["methods": ["password"], "password": .object([JSONValue.Member("user", user)])],
                    "scope": scope,
                ]
            ])
        token = try #require(answer.headers["x-subject-token"], "no token: \(answer.status)")
    }

    private static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(socket, $0, length)
                _ = getsockname(socket, $0, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
