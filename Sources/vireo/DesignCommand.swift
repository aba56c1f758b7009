internal import ArgumentParser
internal import DesignInput
internal import DomainXML
internal import Glibc
internal import GuestDesign
internal import LibvirtDriver
internal import Logging
internal import Runtime

/// Shows the guest that a described request would become, and why; nothing is made.
struct DesignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "design",
        abstract: "Print the libvirt domain of a described server, or why there is none.",
        discussion: """
            The input is a JSON document with flavor, image, block device mappings, ports and settings by Nova's names. \
            The exit status is 1, and the reason on standard error, where flavor and image clash or the host cannot.
            """)

    @Argument(help: "The description of the server: a JSON file.")
    var input: String

    @Option(
        help: ArgumentHelp(
            """
            A folder that describes the host: capabilities.xml, domcapabilities-*.xml and version.txt as virsh prints \
            them, firmware/*.json. (default: this host's libvirt is asked)
            """, valueName: "folder"))
    var host: String?

    @Option(help: ArgumentHelp("The libvirt to ask where no folder is given.", valueName: "uri"))
    var connect = "qemu:///system"

    @Flag(help: "Print each element of the domain with the input that decided it, and the rule.")
    var explain = false

    @Option(
        help: ArgumentHelp(
            "Design it so many times, and print what one took: median and 99th percentile in microseconds.",
            valueName: "count"))
    var time: Int?

    func validate() throws {
        guard time ?? 1 > 0 else { throw ValidationError("--time must be 1 or more") }
    }

    func run() async throws {
        do {
            let capabilities = try await describedHost()
            guard let bytes = TextFile.bytes(input) else { throw SettingRefusal("input", input, "a readable file") }
            let systems = OSInfoDatabase(folders: host == nil ? OSInfoDatabase.usualFolders : [])
            let input = try DesignInput(bytes, capabilities: capabilities, operatingSystem: systems.devices(of:))
            if let time {
                return print(try Self.microseconds(input.request, times: time).map { "\($0)" }.joined(separator: " "))
            }
            print(
                explain ? try explainedDesign(input) : xml(try GuestDesign.design(input.request)), terminator: "")
        } catch {
            let reason = Array("\(error)\n".utf8)
            _ = write(STDERR_FILENO, reason, reason.count)
            throw ExitCode.failure
        }
    }

    /// From the decided request to the bytes that libvirt gets.
    private static func microseconds(_ request: GuestRequest, times: Int) throws -> [Int] {
        let runtime = SystemRuntime()
        let taken = try (0..<times).map { _ in
            let start = runtime.uptime
            _ = xml(try GuestDesign.design(request))
            return runtime.uptime - start
        }.sorted()
        return [taken[times / 2], taken[times * 99 / 100]].map { Int($0 / .microseconds(1)) }
    }

    /// Gives the host that an input names, of those that the folder describes; without a folder always this one.
    private func describedHost() async throws -> (String) throws -> HostCapabilities {
        if let host { return { name in try HostCapabilities(describedIn: host, host: name) } }
        var logger = Logger(label: "vireo") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let session = try LibvirtSession(uri: connect, threads: 1, runtime: SystemRuntime(), logger: logger)
        let capabilities = try await LibvirtHypervisor(session, instances: "/var/lib").capabilities()
        return { _ in capabilities }
    }
}
