package import Model
package import Runtime
internal import Synchronization

/// A host's files without files.
package final class SimulatedDisks: HostDisks {
    private struct State {
        var folders: [ID<Server>: Set<String>] = [:]
        var cached: Set<ID<Image>> = []
        var downloads = 0
        var verifications = 0
        var refusal: DiskError?
        var cluster: String?
    }

    private let runtime: any Runtime
    private let latency: Duration
    private let state = Mutex(State())

    package init(runtime: any Runtime, latency: Duration = .milliseconds(15)) {
        self.runtime = runtime
        self.latency = latency
    }

    /// Files that a machine has from before.
    package func remember(_ server: ID<Server>, _ disks: Set<String>) {
        state.withLock { $0.folders[server] = disks }
    }

    /// Every image is refused, or has not come, from now on; nil ends it.
    package func refuseImages(_ error: DiskError?) { state.withLock { $0.refusal = error } }

    package var downloads: Int { state.withLock { $0.downloads } }

    package func bind(to cluster: String) async throws(DiskError) {
        let bound = state.withLock { state in
            state.cluster = state.cluster ?? cluster
            return state.cluster
        }
        guard bound == cluster else { throw .failed("the host belongs to the cluster \(bound ?? "")") }
    }

    package func makeFolder(_ server: ID<Server>) async throws(DiskError) {
        state.withLock { $0.folders[server] = $0.folders[server] ?? [] }
    }

    package func cacheImage(_ image: Image) async throws(DiskError) -> CachedImage {
        if let refusal = state.withLock({ $0.refusal }) { throw refusal }
        if state.withLock({ $0.cached.insert(image.id).inserted }) {
            try await pause()
            state.withLock { $0.downloads += 1 }
        }
        return CachedImage(path: "/cache/\(image.id)", format: "qcow2", virtualSize: image.size ?? 0)
    }

    package func makeDisk(_ disk: BlockDevice, of server: ID<Server>, over image: CachedImage?) async throws(DiskError)
    {
        try await pause()
        guard state.withLock({ $0.folders[server]?.insert(disk.name) }) != nil else {
            throw .failed("there is no folder for \(server)")
        }
    }

    package func makeConfigDrive(
        _ files: [GuestFile], of server: ID<Server>, named name: String
    ) async throws(DiskError) {
        state.withLock { _ = $0.folders[server]?.insert(name) }
    }

    package func removeDisks(_ names: [String], of server: ID<Server>) async throws(DiskError) {
        state.withLock { $0.folders[server]?.subtract(names) }
    }

    package func disks(of server: ID<Server>) async throws(DiskError) -> Set<String> {
        state.withLock { $0.folders[server] ?? [] }
    }

    package func removeFolder(_ server: ID<Server>) async throws(DiskError) {
        state.withLock { $0.folders[server] = nil }
    }

    package func folders() async throws(DiskError) -> [ID<Server>] { state.withLock { $0.folders.keys.sorted() } }

    package func consoleLog(of server: ID<Server>, lastBytes: Int) async throws(DiskError) -> [UInt8] {
        Array("simulated guest of \(server)\n".utf8.suffix(lastBytes))
    }

    package func verifyCache() async throws(DiskError) -> [String] {
        state.withLock { $0.verifications += 1 }
        return []
    }

    /// How often the cache was verified.
    package var verifications: Int { state.withLock { $0.verifications } }

    package func pruneCache(unusedFor age: Duration) async throws(DiskError) {}

    private func pause() async throws(DiskError) {
        guard latency > .zero else { return }
        do {
            try await runtime.sleep(for: latency)
        } catch {
            throw .failed("cancelled")
        }
    }
}
