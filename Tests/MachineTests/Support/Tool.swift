import Foundation

/// Programs of the host, run to their end.
enum Tool {
    static func run(_ name: String, _ arguments: String...) -> (status: Int32, output: String) {
        run(name, arguments: arguments)
    }

    static func run(_ name: String, arguments: [String], environment: [String: String] = [:]) -> (
        status: Int32, output: String
    ) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do {
            try process.run()
        } catch {
            return (-1, "\(error)")
        }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
