import Foundation
import Runtime
import Testing

/// A process of `Tests/StoreWriter`, which writes to the store of a folder, and what it says.
final class WriterProcess {
    private let process = Process()
    private let output: String
    private let errors: String

    /// `VIREO_STORE_WRITER`, or beside the service (`VIREO_BINARY`) or these tests.
    private static var binary: URL? {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["VIREO_STORE_WRITER"] { return URL(filePath: named) }
        let neighbours = [environment["VIREO_BINARY"], "/proc/self/exe"].compactMap { $0 }
        return neighbours.map {
            URL(filePath: $0).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "StoreWriter")
        }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    init(_ folder: String, writers: Int) throws {
        let name = FileManager.default.temporaryDirectory.path + "/vireo-writer-" + SystemRuntime().uuid()
        (output, errors) = (name + ".out", name + ".err")
        let binary: URL = try #require(Self.binary, "build the target StoreWriter, or name it in VIREO_STORE_WRITER")
        process.executableURL = binary
        process.arguments = [folder, "\(writers)"]
        process.standardOutput = try Self.file(output)
        process.standardError = try Self.file(errors)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: output)
        try? FileManager.default.removeItem(atPath: errors)
    }

    /// Returns once the process has its store open.
    func opened() async throws {
        let deadline = SystemRuntime().uptime + .seconds(30)
        while try !said().contains(where: { if case .open = $0 { true } else { false } }) {
            guard process.isRunning, SystemRuntime().uptime < deadline else {
                throw Unexpected(what: "the writer does not open its store: \(errorText)")
            }
            try await SystemRuntime().sleep(for: .milliseconds(2))
        }
    }

    /// `kill -9`, unless the process has ended by itself, which it may not.
    func kill9() throws {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        if process.terminationReason != .uncaughtSignal || process.terminationStatus != SIGKILL {
            throw Unexpected(what: "the writer ended with \(process.terminationStatus): \(errorText)")
        }
    }

    /// All that the process has said; without a line that the kill cut off.
    func said() throws -> [WriterLine] {
        let text = try String(contentsOfFile: output, encoding: .utf8)
        return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { try WriterLine($0) }
    }

    private var errorText: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

    private static func file(_ path: String) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        return try #require(FileHandle(forWritingAtPath: path))
    }
}
