import Foundation

/// busybox's DHCP client in a network namespace with one link on a bridge.
final class DHCPClient: Sendable {
    static let isPossible =
        ["/usr/bin/busybox", "/usr/sbin/ip"].allSatisfy(FileManager.default.isExecutableFile)
        && (try? run("/usr/bin/busybox", "udhcpc", "--help"))?.contains("udhcpc") == true

    private let namespace: String
    private let link: String
    private let folder = TemporaryFolder()

    init(bridge: String) throws {
        let mark = UUID().uuidString.lowercased().prefix(8)
        namespace = "vireo-\(mark)"
        link = "vdc\(mark)"
        try Self.ip("netns", "add", namespace)
        try Self.ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", namespace)
        try Self.ip("link", "set", link, "master", bridge, "up")
        try Self.ip("-n", namespace, "link", "set", "lo", "up")
        let script = """
            #!/bin/sh
            [ "$1" = bound ] && env | grep -E '^(ip|mask|router|dns|hostname)='
            exit 0
            """
        try Data(script.utf8).write(to: URL(filePath: folder.path + "/script"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/script")
    }

    deinit {
        _ = try? Self.ip("netns", "del", namespace)
        _ = try? Self.ip("link", "del", link)
    }

    /// What the server gives to that MAC; nil where it gives nothing.
    func ask(as mac: String) -> [String: String]? {
        _ = try? Self.ip("-n", namespace, "link", "set", "eth0", "down")
        _ = try? Self.ip("-n", namespace, "link", "set", "eth0", "address", mac, "up")
        let answer =
            (try? Self.run(
                "/usr/sbin/ip", "netns", "exec", namespace, "/usr/bin/busybox", "udhcpc", "-i", "eth0", "-n", "-q",
                "-t", "3",
                "-T", "1", "-s", folder.path + "/script")) ?? ""
        let values = answer.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
            .filter { $0.count == 2 }
        return values.isEmpty ? nil : Dictionary(values.map { ($0[0], $0[1]) }) { first, _ in first }
    }

    @discardableResult
    private static func ip(_ arguments: String...) throws -> String { try run(["/usr/sbin/ip"] + arguments) }

    private static func run(_ command: String...) throws -> String { try run(command) }

    /// Standard output, and standard error where it is all there is.
    private static func run(_ command: [String]) throws -> String {
        let (process, output, errors) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.isEmpty ? complaint : text
    }
}
