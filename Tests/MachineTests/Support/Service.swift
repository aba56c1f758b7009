import Foundation
import FoundationNetworking
import JSON
import Testing

/// A `vireo serve` process of a test, with a state folder and a port of its own.
final class Service {
    let state: String
    let port: Int
    /// The folder of the guests' files.
    private(set) var instances: String
    /// Of each process that ended by itself: the signal that it died by, or 0 where it exited.
    private(set) var deaths: [Int32] = []
    private var process: Process?
    /// Kept over restarts, as the service keeps it: a login costs a second without optimisation.
    private var token: String?

    static var binary: String? { ProcessInfo.processInfo.environment["VIREO_BINARY"] }

    /// Whether the machine has what these tests need: root, libvirt, the built service.
    static var canRun: Bool {
        geteuid() == 0 && binary != nil && Tool.run("virsh", "-c", "qemu:///system", "version").status == 0
    }

    /// - Parameter state: the state folder, where it shall be somewhere else than usual.
    init(state: String? = nil) throws {
        self.state = state ?? "/var/tmp/vireo-test-\(UUID().uuidString.lowercased().prefix(8))"
        instances = URL(filePath: self.state).standardizedFileURL.path + "/instances"
        port = try Self.freePort()
    }

    deinit {
        process?.terminate()
        process?.waitUntilExit()
    }

    /// Starts the process and waits until it is ready; where it dies on the way at a fail point that the environment
    /// arms, it is started again without one.
    func start(environment: [String: String] = [:]) async throws {
        noteDeath()
        instances = environment["VIREO_INSTANCES"] ?? instances
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.binary))
        process.arguments = ["serve", "--state", state, "--listen", "127.0.0.1:\(port)", "--virt-type", "qemu"]
        process.environment = ProcessInfo.processInfo.environment
            .merging(["VIREO_SHUTDOWN_TIMEOUT": "1"]) { $1 }.merging(environment) { $1 }
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: log)
        try process.run()
        self.process = process
        for _ in 0..<200 {
            if let answer = try? await get("/readyz", authenticated: false), answer.status == 200 { return }
            if !process.isRunning, environment["VIREO_FAIL_POINT"] != nil { return try await start() }
            try await Task.sleep(for: .milliseconds(50))
        }
        let end = process.isRunning ? "it runs" : "it ended with \(process.terminationStatus)"
        Issue.record("the service is not ready (\(end), \(environment)): \(logText)")
    }

    var log: String { "/var/tmp/vireo-test-\(port).log" }
    var logText: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
    var isRunning: Bool { process?.isRunning ?? false }
    /// Whether a signal has stopped it, so that it lives and does nothing.
    var standsStill: Bool {
        let status = (try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8)) ?? ""
        return status.split(separator: ")").last?.hasPrefix(" T") == true
    }

    var processID: Int32 { process?.processIdentifier ?? 0 }

    func stop() -> Int32 {
        noteDeath()
        guard let process else { return -1 }
        process.terminate()
        process.waitUntilExit()
        self.process = nil
        return process.terminationStatus
    }

    /// Ends the process without a chance to do anything.
    func kill() {
        noteDeath()
        guard let process else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    private func noteDeath() {
        guard let process, !process.isRunning else { return }
        deaths.append(process.terminationReason == .uncaughtSignal ? process.terminationStatus : 0)
        self.process = nil
    }

    func removeState() {
        try? FileManager.default.removeItem(atPath: state)
        try? FileManager.default.removeItem(atPath: log)
    }

    // MARK: Requests

    struct Answer {
        let status: Int
        let body: JSONValue
        let headers: [AnyHashable: Any]
    }

    func get(_ path: String, authenticated: Bool = true) async throws -> Answer {
        try await send("GET", path, nil, authenticated: authenticated)
    }

    @discardableResult
    func post(_ path: String, _ body: JSONValue) async throws -> Answer { try await send("POST", path, body.encoded) }

    @discardableResult
    func delete(_ path: String) async throws -> Answer { try await send("DELETE", path, nil) }

    @discardableResult
    func send(
        _ method: String, _ path: String, _ body: [UInt8]?, authenticated: Bool = true,
        type: String = "application/json"
    ) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.httpMethod = method
        request.timeoutInterval = 30
        if let body {
            request.httpBody = Data(body)
            request.setValue(type, forHTTPHeaderField: "Content-Type")
        }
        if authenticated { request.setValue(try await validToken(), forHTTPHeaderField: "X-Auth-Token") }
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        return Answer(
            status: http.statusCode, body: (try? JSONValue(parsing: Array(data))) ?? .null,
            headers: http.allHeaderFields)
    }

    func validToken() async throws -> String {
        if let token { return token }
        let answer = try await send(
            "POST", "/identity/v3/auth/tokens",
            (JSONValue.object([
                JSONValue.Member(
                    "auth",
                    [
                        "identity": [
                            "methods": ["password"],
                            "password": [
                                "user": [
                                    "name": "admin", "domain": ["id": "default"], "password": .string(try password()),
                                ]
                            ],
                        ],
                        "scope": ["project": ["name": "admin", "domain": ["id": "default"]]],
                    ])
            ])).encoded, authenticated: false)
        let issued = try #require(
            answer.headers.first { "\($0.key)".lowercased() == "x-subject-token" }.map { "\($0.value)" })
        token = issued
        return issued
    }

    func password() throws -> String {
        let clouds = try String(contentsOfFile: state + "/clouds.yaml", encoding: .utf8)
        let line = try #require(clouds.split(separator: "\n").first { $0.contains("password:") })
        return line.split(separator: "\"").count > 1 ? String(line.split(separator: "\"")[1]) : ""
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
