internal import Hypervisor
internal import Model

/// Makes a machine's disks.
struct DiskMaker: Sendable {
    let files: MachineFiles
    let records: BaseRecords
    let bases: PreparedBases
    let work: BlockingWork
    let flights: SingleFlight<Void>

    /// Makes the disk if absent.
    func make(_ disk: BlockDevice, of server: ID<Server>, over image: CachedImage?) async throws(DiskError) {
        guard disk.name.isDiskName else { throw .failed("\"\(disk.name)\" is no name of a disk's file") }
        guard disk.format == "qcow2" else {
            throw .failed("\(disk.name) shall be of the format \(disk.format); only qcow2 disks are made")
        }
        let path = files.disk(disk.name, of: server)
        try await flights.run(path) { () throws(DiskError) in
            let isThere = try await work.onFiles { () throws(FileFailure) in try FileCalls.isRegular(path) }
            if !isThere { try await make(disk, at: path, in: files.folder(server), over: image) }
        }
    }

    private func make(
        _ disk: BlockDevice,
        at path: String,
        in folder: String,
        over image: CachedImage?
    ) async throws(DiskError) {
        let layout = try await layout(of: disk, over: image)
        let base = layout.backing.map { String($0.path.split(separator: "/").last ?? "") }
        let records = records
        let isBaseThere = try await work.onFiles { () throws(FileFailure) in
            guard try records.record(disk.name, in: folder, over: base) else { return false }
            let part = "\(folder)/.\(disk.name).part"
            do throws(FileFailure) {
                // The guest's data: for root, and for the user that libvirt gives it to.
                let file = try OpenFile.creating(part, mode: 0o600)
                try file.setSize(layout.fileSize)
                for piece in layout.pieces { try file.write(piece.bytes, at: piece.offset) }
                // A power failure must not leave the name without the content, nor a machine that knows the disk without
                // the name: a disk that is missing then is not made again.
                try file.sync()
                try FileCalls.rename(part, to: path)
                try FileCalls.syncFolder(folder)
            } catch {
                try? FileCalls.remove(part)
                throw error
            }
            return true
        }
        guard isBaseThere else { throw .failed("\(base ?? "") was just removed from the cache: try again") }
    }

    private func layout(of disk: BlockDevice, over image: CachedImage?) async throws(DiskError) -> Qcow2Layout {
        let size = disk.sizeBytes
        if case .image = disk.source {
            guard let image else { throw .failed("\(disk.name) lies over an image, and none is given") }
            guard image.path == "\(files.cache)/\(image.path.split(separator: "/").last ?? "")" else {
                throw .failed("\(image.path) is no file of the cache \(files.cache)")
            }
            guard size == 0 || size >= image.virtualSize else { throw Self.tooSmall(size, for: image) }
            return try Self.checked(
                Qcow2Layout(
                    virtualSize: size == 0 ? image.virtualSize : size,
                    backing: .init(path: image.path, format: image.format)
                )
            )
        }
        guard let base = try PreparedBase(disk) else {
            return try Self.checked(Qcow2Layout(virtualSize: size, backing: nil))
        }
        try await bases.provide(base)
        return try Self.checked(
            Qcow2Layout(virtualSize: size, backing: .init(path: "\(files.cache)/\(base.name)", format: "raw"))
        )
    }

    private static func checked(_ layout: Qcow2Layout) throws(DiskError) -> Qcow2Layout {
        guard layout.isPossible else {
            throw .failed(
                "no qcow2 file can hold \(layout.virtualSize) bytes over \(layout.backing?.path ?? "nothing")"
            )
        }
        return layout
    }

    private static func tooSmall(_ size: Int64, for image: CachedImage) -> DiskError {
        let gibibyte: Int64 = 1 << 30
        let needed = (image.virtualSize + gibibyte - 1) / gibibyte
        return .imageRefused(
            "The image's disk has \(image.virtualSize) bytes, more than the root disk of \(size) bytes. "
                + "Use a flavor with a root disk of at least \(needed) GiB."
        )
    }
}
