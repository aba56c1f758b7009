internal import API
internal import Agent
internal import GuestDesign
internal import HostLink
internal import Hummingbird
internal import HummingbirdCore
internal import InstanceMetadata
internal import LibvirtDriver
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

    /// Runs until a signal ends it, or a part of it fails.
    func run() async throws {
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
        let identity = StandaloneIdentity(store: store, runtime: runtime)
        try await publishCredentials(identity, folder)
        let images = StandaloneImages(
            store: store, runtime: runtime, settings: ImageSettings(folder: settings.state + "/images"))
        try await images.recover()
        let networks = StandaloneNetworks(store: store, runtime: runtime, hostRanges: HostRange.current)
        let replicas = Replicas(store)
        let services = WorkflowServices(
            runtime: runtime, store: store, replicas: replicas, images: images, networks: networks,
            settings: computeSettings, logger: logger)
        let controller = Controller(services, name: "\(settings.host)-\(runtime.uuid())")
        let metadataPort = ListeningPort()
        let session = try LibvirtSession(uri: settings.libvirtURI, runtime: runtime, logger: logger)
        let disks = try await DiskFiles.open(
            DiskSettings(instances: settings.instances), content: images, runtime: runtime, logger: logger)
        let virtType = try await VirtTypeChoice(settings, session, runtime).resolved()
        let agent = HostAgent(
            AgentServices(
                host: ID(settings.host), runtime: runtime, store: store,
                hypervisor: LibvirtHypervisor(
                    session, instances: settings.instances, virtType: virtType), disks: disks,
                networks: LibvirtNetworks(
                    session, redirect: MetadataRedirect(port: metadataPort.value, tool: NFTProgram())),
                settings: hostSettings(virtType), software: GuestSoftware(version: Version.text),
                metadata: GuestMetadata(domain: settings.dhcpDomain),
                maximumBuilds: settings.maximumBuilds, logger: logger),
            inventory: HostInventorySource(
                settings, virtType, uuid: try folder.hostUUID(runtime), startedAt: runtime.now
            ).inventory)
        let compute = Compute(
            controller: controller, identity: identity, consoleLogs: LocalConsoleLogs(disks: disks),
            publicURL: settings.publicURL)
        try await Flavors.addDefaults(to: store)

        var parts: [any Service] = [
            background("libvirt") { try await session.run() },
            background("replicas") { try await replicas.run() },
            background("identity") { try await identity.run() },
            background("networks") { try await networks.run() },
            background("controller") { try await controller.run() },
            background("observations") { try await ObservationFollower(services).run() },
            background("agent") { try await agent.run() },
        ]
        parts.append(metadataService(replicas, store, metadataPort))
        parts.append(try await apiService(compute, identity, images, networks, replicas))
        try await ServiceGroup(
            services: parts, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }

    private func background(_ name: String, _ work: @escaping @Sendable () async throws -> Void) -> BackgroundService {
        BackgroundService(name: name, logger: logger, work: work)
    }

    private func publishCredentials(_ identity: StandaloneIdentity, _ folder: StateDirectory) async throws {
        let path = folder.path + "/clouds.yaml"
        let isFirst = try await identity.bootstrap { credentials in
            try CloudsFile(publicURL: settings.publicURL, credentials: credentials).write(to: path)
        }
        if isFirst { logger.notice("the first start made an administrator", metadata: ["clouds": "\(path)"]) }
    }

    private var computeSettings: ComputeSettings {
        var compute = ComputeSettings()
        compute.shutdownTimeout = settings.shutdownTimeout
        return compute
    }

    private func hostSettings(_ virtType: VirtType) -> HostSettings {
        var host = HostSettings()
        host.virtType = virtType
        host.instancesPath = settings.instances
        host.vnc.listen = .unixSocket
        return host
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
            router: router, server: .http1(configuration: Self.limits),
            configuration: ApplicationConfiguration(address: .hostname(listen.host, port: listen.port)),
            onServerRunning: { channel in
                logger.notice("listening", metadata: ["address": "\(channel.localAddress?.description ?? "")"])
            }, logger: quiet)
    }

    private func metadataService(_ replicas: Replicas, _ store: SQLiteStore, _ port: ListeningPort) -> any Service {
        let router = Router(context: APIContext.self)
        router.add(middleware: RequestMiddleware(runtime: runtime))
        MetadataRoutes(
            replicas: replicas, store: store, documents: GuestMetadata(domain: settings.dhcpDomain),
            defaultZone: computeSettings.defaultAvailabilityZone
        ).add(to: router)
        return Application(
            router: router, server: .http1(configuration: Self.limits),
            configuration: ApplicationConfiguration(address: .hostname("0.0.0.0", port: settings.metadataPort)),
            onServerRunning: { channel in if let bound = channel.localAddress?.port { port.set(bound) } },
            logger: quiet)
    }

    /// What a client may send at most in a request's head, and how long it may be silent.
    private static let limits = HTTP1Channel.Configuration(
        idleTimeout: .seconds(120),
        httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 64 * 1024, maxHeaderFieldCount: 100))

    /// The HTTP library's own lines are of interest only when they tell of trouble.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .info)
        return quiet
    }
}
