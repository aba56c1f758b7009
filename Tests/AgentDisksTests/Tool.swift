import Foundation

/// Runs the reference tools that the tests compare with.
enum Tool {
    struct Failed: Error { let text: String }

    @discardableResult
    static func run(_ name: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["PATH=/usr/bin:/usr/sbin:/bin:/sbin", name] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(text: "\(name) \(arguments): \(text)") }
        return text
    }

    static func json(_ name: String, _ arguments: [String]) throws -> [[String: any Sendable]] {
        let data = Data(try run(name, arguments).utf8)
        let value = try JSONSerialization.jsonObject(with: data)
        return (value as? [[String: any Sendable]]) ?? (value as? [String: any Sendable]).map { [$0] } ?? []
    }

    /// A small file system of its own; only root can have one.
    static func withSmallDisk(_ size: String, _ body: (String) async throws -> Void) async throws {
        let path = "\(NSTemporaryDirectory())/vireo-full-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try run("mount", ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", path])
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(path)) } catch { outcome = .failure(error) }
        try run("umount", [path])
        try FileManager.default.removeItem(atPath: path)
        try outcome.get()
    }

    static var isRoot: Bool { getuid() == 0 }
}
