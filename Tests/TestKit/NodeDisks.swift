package import Hypervisor
package import Model

/// The host's files as one agent reaches them: a dead one writes no more.
package struct NodeDisks: HostDisks {
    private let base: SimulatedDisks
    private let node: TestNode

    init(_ base: SimulatedDisks, _ node: TestNode) {
        self.base = base
        self.node = node
    }

    package func bind(to cluster: String) async throws(DiskError) {
        try await reach()
        try await base.bind(to: cluster)
    }

    package func makeFolder(_ server: ID<Server>) async throws(DiskError) {
        try await reach()
        try await base.makeFolder(server)
    }

    package func cacheImage(_ image: Image) async throws(DiskError) -> CachedImage {
        try await reach()
        let cached = try await base.cacheImage(image)
        try await reach()
        return cached
    }

    package func makeDisk(_ disk: BlockDevice, of server: ID<Server>, over image: CachedImage?) async throws(DiskError)
    {
        try await reach()
        try await base.makeDisk(disk, of: server, over: image)
        try await reach()
    }

    package func makeConfigDrive(
        _ files: [GuestFile], of server: ID<Server>, named name: String
    ) async throws(DiskError) {
        try await reach()
        try await base.makeConfigDrive(files, of: server, named: name)
    }

    package func removeDisks(_ names: [String], of server: ID<Server>) async throws(DiskError) {
        try await reach()
        try await base.removeDisks(names, of: server)
    }

    package func disks(of server: ID<Server>) async throws(DiskError) -> Set<String> {
        try await reach()
        return try await base.disks(of: server)
    }

    package func removeFolder(_ server: ID<Server>) async throws(DiskError) {
        try await reach()
        try await base.removeFolder(server)
    }

    package func folders() async throws(DiskError) -> [ID<Server>] {
        try await reach()
        return try await base.folders()
    }

    package func consoleLog(of server: ID<Server>, lastBytes: Int) async throws(DiskError) -> [UInt8] {
        try await reach()
        return try await base.consoleLog(of: server, lastBytes: lastBytes)
    }

    package func verifyCache() async throws(DiskError) -> [String] {
        try await reach()
        return try await base.verifyCache()
    }

    package func pruneCache(unusedFor age: Duration) async throws(DiskError) {
        try await reach()
        try await base.pruneCache(unusedFor: age)
    }

    private func reach() async throws(DiskError) {
        await node.untilItGoesOn()
        if node.isDead { throw .failed("the process is dead") }
    }
}
