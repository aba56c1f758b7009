internal import Hypervisor
internal import Logging

extension ImageCache {
    /// Hashes every cached image; forgets those that differ, leaving the file to the disks that lie over it until it
    /// is fetched again.
    func verify() async throws(DiskError) -> [String] {
        let folder = folder
        let names = try await work.onFiles { () throws(FileFailure) in
            try FileCalls.names(in: folder).filter(CacheName.isName).sorted()
        }
        var forgotten: [String] = []
        for name in names {
            let path = path(name)
            let isWhole = try await work.onFiles { () throws(FileFailure) in
                guard let entry = try Self.readEntry(path), let hash = entry.hash else { return true }
                return try FileVerification.matches(path, size: entry.size, hash: hash)
            }
            guard !isWhole else { continue }
            logger.error("a cached image is not what it was fetched as", metadata: ["file": "\(name)"])
            try await work.onFiles { () throws(FileFailure) in try FileCalls.remove(Self.sidecar(path)) }
            forgotten.append(name)
        }
        return forgotten
    }
}
