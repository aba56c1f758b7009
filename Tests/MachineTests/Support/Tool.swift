import Foundation

/// Programs of the host, run to their end.
enum Tool {
    /// The stock OpenStack client.
    static var client: String? { ProcessInfo.processInfo.environment["VIREO_OPENSTACK"] }

    static func run(_ name: String, _ arguments: String...) -> (status: Int32, output: String) {
        run(name, arguments: arguments)
    }

    /// Runs a script that leaves daemons behind; returns its exit status. Foundation's processes end, for who waits for
    /// them, only with the last that has inherited their files; for the same reason the daemons get none of the pipes that
    /// other tools write to meanwhile.
    static func startDaemons(_ script: String) -> Int32 {
        var process = pid_t()
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(script), nil]
        defer { arguments.forEach { free($0) } }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        for file in STDERR_FILENO + 1..<1024 { posix_spawn_file_actions_addclose(&files, file) }
        guard posix_spawn(&process, script, &files, nil, &arguments, environ) == 0 else { return -1 }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return status
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
