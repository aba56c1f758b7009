internal import API
internal import Agent
internal import GuestDesign
internal import HostLink
internal import Hummingbird
internal import HummingbirdCore
internal import Hypervisor
internal import InstanceMetadata
internal import Logging
internal import Model
internal import NIOCore
internal import Runtime
internal import ServiceLifecycle
internal import Standalone
internal import Store
internal import UnixSignals
internal import Workflow

/// Puts the service together: the only place that knows which store, cloud and hypervisor there are.
struct Build {
    private let settings: Settings
    private let logger: Logger
    private let runtime: SystemRuntime

    init(_ settings: Settings, logger: Logger) throws {
        self.settings = settings
        self.logger = logger
        runtime = try FailPoints.runtime()
    }

    /// Runs until a signal ends it, or a part of it fails; begins again where a backup waits to be put back.
    func run() async throws {
        while true {
            if SQLiteBackup.isWaiting(in: settings.state) { logger.notice("a backup is put back") }
            try await runOnce()
            guard SQLiteBackup.isWaiting(in: settings.state) else { return }
        }
    }

    private func runOnce() async throws {
        let folder = try StateDirectory(settings.state)
        let store = try await SQLiteStore.open(folder: settings.state, runtime: runtime)
        do {
            try await serve(store, folder)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
        logger.notice("stopped")
    }

    private func serve(_ store: SQLiteStore, _ folder: StateDirectory) async throws {
        let images = StandaloneImages(
            store: store, runtime: runtime, settings: ImageSettings(folder: settings.state + "/images"))
        let metadataPort = ListeningPort()
        let host = try await hostParts(store, folder, images, metadataPort)
        // Before anything is made or removed: a database that is not of this host's machines must change nothing here.
        try await host.disks.bind(to: store.cluster.value)
        let identity = StandaloneIdentity(store: store, runtime: runtime)
        try await publishCredentials(identity, folder)
        try await recover(images)
        let networks = StandaloneNetworks(store: store, runtime: runtime, hostRanges: HostRange.current)
        let replicas = Replicas(store)
        let services = WorkflowServices(
            runtime: runtime, store: store, replicas: replicas, images: images, networks: networks,
            settings: settings.compute, logger: logger)
        let controller = Controller(services, name: "\(settings.host)-\(runtime.uuid())")
        let agent = HostAgent(
            AgentServices(
                host: ID(settings.host), bootID: host.bootID, runtime: runtime, store: store,
                hypervisor: host.hypervisor, disks: host.disks, networks: host.networks,
                settings: settings.ofGuests(host.virtType), software: GuestSoftware(version: Version.text),
                metadata: GuestMetadata(domain: settings.dhcpDomain),
                maximumBuilds: settings.builds, resumesGuests: settings.resumesGuests, logger: logger),
            inventory: host.inventory)
        let compute = Compute(
            controller: controller, identity: identity, consoleLogs: LocalConsoleLogs(disks: host.disks),
            guestExplanations: LocalGuestExplanations(agent: agent, settings: settings.guestInputs),
            publicURL: settings.publicURL)
        try await Flavors.addDefaults(to: store)

        var parts: [any Service] = [
            background("replicas", beginsAgain: true) { try await replicas.run() },
            background("identity") { try await identity.run() },
            background("networks", beginsAgain: true) { try await networks.run() },
            background("controller") { try await controller.run() },
            background("observations", beginsAgain: true) { try await ObservationFollower(services).run() },
            background("deleted servers") { try await DeletedServerSweep(services).run() },
            background("agent") {
                // What clients wait for is read first: the machines themselves run on meanwhile.
                await replicas.servers.ready()
                try await agent.run()
            },
            background("heap") { [runtime] in
                await replicas.ready()
                // Until the agent has compared its machines. Nothing hangs on it: what is given back later is given back by
                // the allocator itself, or not at all.
                try await runtime.sleep(for: .seconds(2))
                Heap.trim()
                // A part that ends ends the service, so this one goes on, doing nothing.
                while true { try await runtime.sleep(for: .seconds(3600)) }
            },
        ]
        if let session = host.session { parts.insert(background("libvirt", session), at: 0) }
        parts.append(metadataService(replicas, store, metadataPort))
        parts.append(try await apiService(compute, identity, images, networks, replicas))
        try await ServiceGroup(
            services: parts, gracefulShutdownSignals: [.sigterm, .sigint, .sighup], logger: logger
        ).run()
    }

    private func background(
        _ name: String, beginsAgain: Bool = false, _ work: @escaping @Sendable () async throws -> Void
    ) -> BackgroundService {
        BackgroundService(name: name, logger: logger, runtime: runtime, beginsAgain: beginsAgain, work: work)
    }

    private func hostParts(
        _ store: SQLiteStore, _ folder: StateDirectory, _ images: StandaloneImages, _ metadataPort: ListeningPort
    ) async throws -> HostParts {
        switch settings.hypervisor {
        case .libvirt:
            return try await .libvirt(
                settings, folder, content: images, metadataPort: metadataPort, runtime: runtime, logger: logger)
        case .simulated:
            logger.warning("the hypervisor is simulated: no guest runs")
            return try await .simulated(settings, folder, store: store, runtime: runtime)
        }
    }

    private func publishCredentials(_ identity: StandaloneIdentity, _ folder: StateDirectory) async throws {
        let path = folder.path + "/clouds.yaml"
        let isFirst = try await identity.bootstrap { credentials in
            try CloudsFile(publicURL: settings.publicURL, credentials: credentials).write(to: path)
        }
        if isFirst { logger.notice("the first start made an administrator", metadata: ["clouds": "\(path)"]) }
    }

    private func recover(_ images: StandaloneImages) async throws {
        let unknown = try await images.recover()
        guard !unknown.isEmpty else { return }
        logger.warning(
            "image files without a record are left alone",
            metadata: ["folder": "\(images.settings.folder)", "files": "\(unknown.joined(separator: " "))"])
    }

    // MARK: Listeners

    private func apiService(
        _ compute: Compute, _ identity: StandaloneIdentity, _ images: StandaloneImages,
        _ networks: StandaloneNetworks, _ replicas: Replicas
    ) async throws -> any Service {
        let router = Router(context: APIContext.self)
        router.add(middleware: RequestMiddleware(runtime: runtime))
        HealthRoutes(isReady: { replicas.servers.revision > .none }).add(to: router)
        let catalog = Catalog(publicURL: settings.publicURL)
        IdentityRoutes(identity: identity, catalog: catalog).add(to: router)
        ImageRoutes(images: images, identity: identity, catalog: catalog).add(to: router)
        NetworkRoutes(networks: networks, identity: identity, catalog: catalog).add(to: router)
        Routes.addCompute(compute, to: router)
        let (logger, listen) = (logger, settings.listen)
        return Application(
            router: router, server: .http1(configuration: limits()),
            configuration: ApplicationConfiguration(
                address: .hostname(listen.host, port: listen.port), availableConnectionsDelegate: connections(7)),
            onServerRunning: { channel in
                logger.notice("listening", metadata: ["address": "\(channel.localAddress?.description ?? "")"])
            }, logger: quiet)
    }

    private func metadataService(_ replicas: Replicas, _ store: SQLiteStore, _ port: ListeningPort) -> any Service {
        let router = Router(context: APIContext.self)
        router.add(middleware: RequestMiddleware(runtime: runtime))
        MetadataRoutes(
            replicas: replicas, store: store, documents: GuestMetadata(domain: settings.dhcpDomain),
            defaultZone: settings.compute.defaultAvailabilityZone
        ).add(to: router)
        return Application(
            router: router,
            server: .http1(configuration: limits(each: ClientConnections(maximum: Self.connectionsOfAGuest))),
            configuration: ApplicationConfiguration(
                address: .hostname("0.0.0.0", port: settings.metadataPort),
                availableConnectionsDelegate: connections(1)),
            onServerRunning: { channel in if let bound = channel.localAddress?.port { port.set(bound) } },
            logger: quiet)
    }

    /// A guest asks one thing after another; with more it could keep the others from their metadata.
    private static let connectionsOfAGuest = 64

    /// What a client may send at most in a request's head, and how long it may be silent.
    ///
    /// - Parameter connections: counts those of each client; nil where a proxy may stand before many.
    private func limits(each connections: ClientConnections? = nil) -> HTTP1Channel.Configuration {
        let patience = settings.clientTimeout
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(patience: patience)]
                + (connections.map { [$0.counter()] } ?? []),
            idleTimeout: .seconds(Int64(patience)),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 64 * 1024, maxHeaderFieldCount: 100))
    }

    /// So many eighths of the connections that the process may have.
    private func connections(_ eighths: Int) -> MaximumAvailableConnections {
        MaximumAvailableConnections(OpenFiles.connections(of: OpenFiles.raise()) * eighths / 8)
    }

    /// The HTTP library's own lines are of interest only when they tell of trouble.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .info)
        return quiet
    }
}
