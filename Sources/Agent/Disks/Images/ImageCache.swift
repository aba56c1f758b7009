internal import Hypervisor
internal import ImageFormat
internal import Logging
internal import Model
internal import Runtime

/// The images of this host, kept once each, judged before any tool opens them.
struct ImageCache: Sendable {
    let folder: String
    let fetch: ImageFetch
    let work: BlockingWork
    let flights: SingleFlight<CachedImage>
    let fetches: Limiter
    let runtime: any Runtime
    let logger: Logger
    let largestImage: UInt64
    let unpacking: UnpackingRoom

    /// Finds the image or fetches it, once however many ask.
    func image(_ image: Image) async throws(DiskError) -> CachedImage {
        let name = try CacheName(image)
        if let found = try await find(name) { return found }
        return try await flights.run(name.file) { () throws(DiskError) in
            if let found = try await find(name) { return found }
            return try await fetches.run { () throws(DiskError) in try await fill(name, for: image) }
        }
    }

    /// The cached image, if it is whole and was judged by today's rules.
    private func find(_ name: CacheName) async throws(DiskError) -> CachedImage? {
        let path = path(name.file)
        let now = runtime.now
        let entry = try await work.onFiles { () throws(FileFailure) -> CacheEntry? in
            guard let entry = try Self.readEntry(path) else { return nil }
            guard let status = try FileCalls.status(path), entry.matches(status) else { return nil }
            try FileCalls.setModified(Self.sidecar(path), now)
            return entry
        }
        guard let entry else { return nil }
        if entry.rules != CacheEntry.currentRules {
            guard try await judgeAgain(entry, at: path, as: name) else { return nil }
        }
        return CachedImage(path: path, format: entry.format, virtualSize: entry.virtualSize)
    }

    /// Judges a cached image by today's rules. Of a converted one the original is gone: false, to fetch it again.
    private func judgeAgain(_ entry: CacheEntry, at path: String, as name: CacheName) async throws(DiskError) -> Bool {
        guard entry.hash != nil else { return false }
        _ = try await inspect(path, as: name.declared)
        var entry = entry
        entry.rules = CacheEntry.currentRules
        try await write(entry, beside: path)
        return true
    }

    private func fill(_ name: CacheName, for image: Image) async throws(DiskError) -> CachedImage {
        let started = runtime.uptime
        let fetched = path("\(name.file).\(runtime.uuid()).part")
        let converted = path("\(name.file).\(runtime.uuid()).part")
        let outcome: Result<CachedImage, DiskError>
        do throws(DiskError) {
            try await fetch.bring(image, verifiedBy: name.hash, to: fetched)
            let facts = try await inspect(fetched, as: name.declared)
            let isReadable = facts.format.isPlain || facts.format == .qcow2
            if !isReadable {
                try await unpacking.using(facts.virtualSize) { () throws(DiskError) in
                    try await fetch.convert(fetched, facts, to: converted)
                }
            }
            outcome = .success(
                try await keep(
                    isReadable ? fetched : converted,
                    facts,
                    name,
                    image,
                    hash: isReadable ? name.hash : nil
                )
            )
        } catch {
            outcome = .failure(error)
        }
        await discard([fetched, converted])
        let cached = try outcome.get()
        logger.info(
            "cached an image",
            metadata: [
                "image": "\(image.id)", "file": "\(name.file)", "format": "\(cached.format)",
                "milliseconds": "\((runtime.uptime - started).milliseconds)",
            ]
        )
        return cached
    }

    private func inspect(_ path: String, as declared: DiskFormat) async throws(DiskError) -> ImageFacts {
        let limits = ImageLimits(virtualSize: largestImage)
        let source = try await work.onFiles { () throws(FileFailure) in try FileImage(path) }
        let judgement = await work.run { () -> Result<ImageFacts, ImageRefusal> in
            Result { () throws(ImageRefusal) in
                try ImageInspector(source, limits: limits).inspect(declared: declared)
            }
        }
        switch judgement {
        case .success(let facts): return facts
        case .failure(.unreadable(let reason)): throw .failed("cannot inspect \(path): \(reason)")
        case .failure(let refusal): throw .imageRefused(refusal.message)
        }
    }

    /// Gives the finished file its name: its bytes are on the disk and its entry is written before.
    private func keep(
        _ part: String,
        _ facts: ImageFacts,
        _ name: CacheName,
        _ image: Image,
        hash: ImageHash?
    ) async throws(DiskError) -> CachedImage {
        let path = path(name.file)
        let folder = folder
        let status = try await work.onFiles { () throws(FileFailure) in
            let file = try OpenFile.reading(part)
            // QEMU runs as a user of its own, and must be able to read it.
            try file.setMode(0o444)
            try file.sync()
            return try file.status()
        }
        let isQcow2 = facts.format == .qcow2
        let entry = CacheEntry(
            image: image.id.value,
            declared: name.declared.rawValue,
            format: isQcow2 ? "qcow2" : "raw",
            virtualSize: isQcow2 ? Int64(clamping: facts.virtualSize) : status.size,
            size: status.size,
            modified: status.modified,
            rules: CacheEntry.currentRules,
            hash: hash
        )
        try await write(entry, beside: path)
        try await work.onFiles { () throws(FileFailure) in
            try FileCalls.rename(part, to: path)
            try FileCalls.syncFolder(folder)
        }
        return CachedImage(path: path, format: entry.format, virtualSize: entry.virtualSize)
    }

    private func write(_ entry: CacheEntry, beside path: String) async throws(DiskError) {
        guard let bytes = entry.encoded else { throw .failed("cannot encode the entry of \(path)") }
        let part = "\(Self.sidecar(path)).\(runtime.uuid()).part"
        let now = runtime.now
        try await work.onFiles { () throws(FileFailure) in
            try OpenFile.creating(part, mode: 0o644).write(bytes, at: 0)
            try FileCalls.setModified(part, now)
            try FileCalls.rename(part, to: Self.sidecar(path))
        }
    }

    private func discard(_ paths: [String]) async {
        do {
            try await work.run { () throws(FileFailure) in
                for path in paths { try FileCalls.remove(path) }
            }
        } catch {
            logger.warning("cannot remove a temporary file", metadata: ["error": "\(error.diskError)"])
        }
    }

    func path(_ file: String) -> String { "\(folder)/\(file)" }

    static func sidecar(_ path: String) -> String { path + ".json" }

    static func readEntry(_ path: String) throws(FileFailure) -> CacheEntry? {
        do {
            let file = try OpenFile.reading(sidecar(path))
            return CacheEntry.decode(try file.read(at: 0, count: Int(clamping: min(file.status().size, 1 << 16))))
        } catch {
            if error.isAbsence { return nil }
            throw error
        }
    }
}
