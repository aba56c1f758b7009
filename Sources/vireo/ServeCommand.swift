internal import ArgumentParser
internal import DesignInput
internal import Logging

/// Runs every role in one process over the embedded store.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the whole service on this machine: API, scheduler, workflows and the host's agent.",
        discussion: """
            The first start makes the state folder, the database, an administrator with a random password, and \
            STATE/clouds.yaml (cloud 'vireo') for the stock OpenStack clients. Guests keep running when the service \
            stops, and are found again when it starts.

            Every setting can also be given in a JSON file (--config) by its name, or in the environment as VIREO_ and \
            its name: VIREO_VIRT_TYPE=qemu. Nova's options are taken by Nova's names, in sections; 'vireo config' lists \
            them and translates a nova.conf. Flags come before the environment, the environment before the file.
            """
    )

    @Option(help: "The state folder: database, images, machines. (default: /var/lib/vireo)")
    var state: String?

    @Option(help: ArgumentHelp("Where the API listens. (default: 127.0.0.1:8774)", valueName: "host:port"))
    var listen: String?

    @Option(help: ArgumentHelp("A JSON file with settings.", valueName: "file"))
    var config: String?

    @Option(help: "How guests run: auto takes KVM only where a guest really runs under it. (default: auto)")
    var virtType: String?

    @Option(
        help: ArgumentHelp("The URL by which clients reach the API. (default: http:// and --listen)", valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp("The name that this host registers under. (default: the host's name)", valueName: "name"))
    var host: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical. (default: info)")
    var logLevel: String?

    @Option(help: "text or json. (default: text)")
    var logFormat: String?

    func run() async throws {
        Heap.setUp()
        let settings = try await Settings(flags: flags, file: config)
        let logger = try Logs(settings).logger
        for option in settings.idleOptions {
            logger.warning(
                "an option has no effect here", metadata: ["option": "\(option.path)", "reason": "\(option.note)"])
        }
        do {
            try await Build(settings, logger: logger).run()
        } catch let error as any CustomStringConvertible & Error {
            logger.critical("the service cannot run", metadata: ["reason": "\(error)"])
            throw ExitCode.failure
        }
    }

    private var flags: [String: String] {
        [
            "state": state, "listen": listen, "virtType": virtType, "publicURL": publicURL, "host": host,
            "logLevel": logLevel, "logFormat": logFormat,
        ].compactMapValues(\.self)
    }
}
