package import HostLink
package import Hypervisor
package import Logging
package import Model
package import Runtime

/// The host's disks as files: `instances/<uuid>/…` over `instances/_base/…`, with Nova's names.
package final class DiskFiles: HostDisks {
    private let files: MachineFiles
    private let work: BlockingWork
    private let cache: ImageCache
    private let pruning: CachePruning
    private let maker: DiskMaker
    private let configDrive: ConfigDrive
    private let runtime: any Runtime

    private init(
        _ settings: DiskSettings,
        content: any ImageContent,
        runtime: any Runtime,
        logger: Logger
    ) {
        files = MachineFiles(instances: settings.instances)
        work = BlockingWork(width: settings.threads)
        let tools = ToolBox(folders: settings.toolFolders, runtime: runtime, logger: logger)
        let records = BaseRecords(instances: settings.instances)
        let flights = SingleFlight<Void>(runtime)
        cache = ImageCache(
            folder: files.cache,
            fetch: ImageFetch(content: content, work: work, tools: tools, settings: settings, logger: logger),
            work: work,
            flights: SingleFlight(runtime),
            fetches: Limiter(settings.fetches),
            runtime: runtime,
            logger: logger,
            largestImage: settings.largestImage,
            unpacking: UnpackingRoom(folder: files.cache, work: work, logger: logger)
        )
        pruning = CachePruning(folder: files.cache, records: records, logger: logger)
        let bases = PreparedBases(
            folder: files.cache,
            work: work,
            tools: tools,
            flights: flights,
            runtime: runtime,
            deadline: settings.toolDeadline
        )
        maker = DiskMaker(files: files, records: records, bases: bases, work: work, flights: flights)
        configDrive = ConfigDrive(
            files: files,
            work: work,
            tools: tools,
            flights: flights,
            deadline: settings.toolDeadline
        )
        self.runtime = runtime
    }

    /// Opens the folder of all machines, made if absent, and removes what an earlier run left half-fetched.
    ///
    /// One process at a time may have it open.
    package static func open(
        _ settings: DiskSettings,
        content: any ImageContent,
        runtime: any Runtime,
        logger: Logger
    ) async throws(DiskError) -> DiskFiles {
        let disks = DiskFiles(settings, content: content, runtime: runtime, logger: logger)
        let cache = disks.files.cache
        try await disks.work.onFiles { () throws(FileFailure) in
            // QEMU's user passes through to the files that it is given, and sees no more.
            try FileCalls.makeFolder(settings.instances, mode: 0o711)
            try FileCalls.makeFolder(cache, mode: 0o711)
            for name in try FileCalls.names(in: cache) where name.hasSuffix(".part") {
                try FileCalls.remove("\(cache)/\(name)")
            }
        }
        return disks
    }

    package func bind(to cluster: String) async throws(DiskError) {
        let path = "\(files.instances)/\(Self.clusterFile)"
        let bound = try await work.onFiles { () throws(FileFailure) in
            do throws(FileFailure) {
                let file = try OpenFile.reading(path)
                return String(decoding: try file.read(at: 0, count: 256), as: UTF8.self)
            } catch  where error.isAbsence {
                let part = path + ".part"
                let file = try OpenFile.creating(part, mode: 0o644)
                try file.write(Array(cluster.utf8), at: 0)
                try file.sync()
                try FileCalls.rename(part, to: path)
                return cluster
            }
        }
        guard bound == cluster else {
            throw .failed(
                "\(files.instances) belongs to the cluster \(bound), and the database is of \(cluster): use the database "
                    + "that belongs to it or another folder; where its machines are to be given up, remove \(path)")
        }
    }

    /// Beside the machines' folders: the cluster that they belong to.
    private static let clusterFile = "cluster-id"

    package func makeFolder(_ server: ID<Server>) async throws(DiskError) {
        let folder = try folder(server)
        try await work.onFiles { () throws(FileFailure) in try FileCalls.makeFolder(folder, mode: 0o711) }
    }

    package func cacheImage(_ image: Image) async throws(DiskError) -> CachedImage {
        try await cache.image(image)
    }

    package func makeDisk(
        _ disk: BlockDevice,
        of server: ID<Server>,
        over image: CachedImage?
    ) async throws(DiskError) {
        _ = try folder(server)
        try await maker.make(disk, of: server, over: image)
    }

    package func makeConfigDrive(
        _ files: [GuestFile],
        of server: ID<Server>,
        named name: String
    ) async throws(DiskError) {
        _ = try folder(server)
        try await configDrive.make(files, of: server, named: name)
    }

    package func removeDisks(_ names: [String], of server: ID<Server>) async throws(DiskError) {
        let folder = try folder(server)
        for name in names where !name.isDiskName { throw .failed("\"\(name)\" is no name of a disk's file") }
        try await work.onFiles { () throws(FileFailure) in
            for name in names {
                try FileCalls.remove("\(folder)/\(name)")
                try FileCalls.remove("\(folder)/\(BaseRecords.name(of: name))")
            }
        }
    }

    package func disks(of server: ID<Server>) async throws(DiskError) -> Set<String> {
        let folder = try folder(server)
        return try await work.onFiles { () throws(FileFailure) in
            var disks: Set<String> = []
            for name in try FileCalls.names(in: folder) where name.isDiskName {
                if try FileCalls.isRegular("\(folder)/\(name)") { disks.insert(name) }
            }
            return disks
        }
    }

    package func removeFolder(_ server: ID<Server>) async throws(DiskError) {
        let folder = try folder(server)
        try await work.onFiles { () throws(FileFailure) in try FolderRemoval.remove(folder) }
    }

    package func folders() async throws(DiskError) -> [ID<Server>] {
        let instances = files.instances
        return try await work.onFiles { () throws(FileFailure) in
            var found: [ID<Server>] = []
            for name in try FileCalls.names(in: instances) where name.isServerFolder {
                if try FileCalls.status("\(instances)/\(name)")?.isFolder == true { found.append(ID(name)) }
            }
            return found.sorted()
        }
    }

    package func consoleLog(of server: ID<Server>, lastBytes: Int) async throws(DiskError) -> [UInt8] {
        _ = try folder(server)
        let log = ConsoleLog(files: files)
        return try await work.onFiles { () throws(FileFailure) in try log.tail(of: server, bytes: lastBytes) }
    }

    package func pruneCache(unusedFor age: Duration) async throws(DiskError) {
        let now = runtime.now
        let limit = now + (.zero - age)
        let pruning = pruning
        try await work.onFiles { () throws(FileFailure) in try pruning.run(unusedSince: limit, now: now) }
    }

    package func verifyCache() async throws(DiskError) -> [String] { try await cache.verify() }

    /// The machine's folder; refuses an id that is no UUID, for it would lead elsewhere.
    private func folder(_ server: ID<Server>) throws(DiskError) -> String {
        guard server.value.isServerFolder else { throw .failed("\"\(server)\" is no server's id") }
        return files.folder(server)
    }
}
