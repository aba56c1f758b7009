internal import Glibc
internal import Hypervisor
internal import Logging
internal import Runtime
internal import Subprocess
internal import SystemPackage

/// Runs the host's tools: by absolute path, with an argument list, never through a shell, and with a deadline.
struct ToolBox: Sendable {
    private enum End: Sendable {
        case exited(TerminationStatus, complaint: String)
        case overdue
    }

    private let folders: [String]
    private let runtime: any Runtime
    private let logger: Logger
    /// A new network namespace can be had by root only.
    private let isRoot = geteuid() == 0

    init(folders: [String], runtime: any Runtime, logger: Logger) {
        self.folders = folders
        self.runtime = runtime
        self.logger = logger
    }

    /// Runs the tool to its end.
    ///
    /// - Parameter confinement: limits and no network, for a tool that reads bytes which a tenant wrote.
    /// - Throws: `.noSpace` where the tool complains of a full disk, `.failed` with its complaint otherwise.
    func run(
        _ tool: HostTool,
        _ arguments: [String],
        confinement: ToolConfinement? = nil,
        deadline: Duration
    ) async throws(DiskError) {
        var words = [try path(of: tool)] + arguments
        if let confinement {
            words =
                [
                    try path(of: .prlimit), "--as=\(confinement.addressSpace)", "--cpu=\(confinement.cpuSeconds)",
                    "--core=0", "--",
                ] + words
            if isRoot { words = [try path(of: .unshare), "--net", "--"] + words }
        }
        let started = runtime.uptime
        let end = try await end(of: tool, words, deadline: deadline)
        let time = (runtime.uptime - started).components
        logger.debug("ran \(tool.name)", metadata: ["arguments": "\(arguments)", "seconds": "\(time.seconds)"])
        switch end {
        case .exited(let status, _) where status.isSuccess: return
        case .exited(_, let complaint) where complaint.contains(String(cString: strerror(ENOSPC))):
            logger.error("\(tool.name) found no space", metadata: ["complaint": "\(complaint)"])
            throw .noSpace("The host has no space left for the disk.")
        case .exited(let status, let complaint):
            throw .failed("\(tool.name) \(arguments.joined(separator: " ")) ended with \(status): \(complaint)")
        case .overdue:
            throw .failed("\(tool.name) \(arguments.joined(separator: " ")) took longer than \(deadline)")
        }
    }

    private func end(
        of tool: HostTool,
        _ words: [String],
        deadline: Duration
    ) async throws(DiskError) -> End {
        do {
            return try await withThrowingTaskGroup(of: End.self) { group in
                group.addTask {
                    let result = try await Subprocess.run(
                        .path(FilePath(words[0])),
                        arguments: Arguments(Array(words.dropFirst())),
                        environment: .custom(["LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]),
                        output: .discarded,
                        error: .string(limit: 1 << 16)
                    )
                    return .exited(result.terminationStatus, complaint: result.standardError)
                }
                group.addTask { [runtime] in
                    try await runtime.sleep(for: deadline)
                    return .overdue
                }
                defer { group.cancelAll() }
                return try await group.next() ?? .overdue
            }
        } catch {
            throw .failed("cannot run \(tool.name): \(error)")
        }
    }

    private func path(of tool: HostTool) throws(DiskError) -> String {
        for folder in folders where access("\(folder)/\(tool.name)", X_OK) == 0 {
            return "\(folder)/\(tool.name)"
        }
        throw .failed(
            "\(tool.name) is not in \(folders.joined(separator: ", ")): install the package \(tool.package)"
        )
    }
}
