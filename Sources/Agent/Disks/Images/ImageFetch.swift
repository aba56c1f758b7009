internal import HostLink
internal import Hypervisor
internal import ImageFormat
internal import Logging
internal import Model

/// Brings an image's bytes into a file of the cache, verified.
struct ImageFetch: Sendable {
    let content: any ImageContent
    let work: BlockingWork
    let tools: ToolBox
    let settings: DiskSettings
    let logger: Logger

    /// Makes the file of the image's bytes; it shares its blocks with the image service's where that is possible.
    ///
    /// - Throws: `.imageUnavailable` where the bytes cannot be had, or are not what the image service says of them.
    func bring(_ image: Image, verifiedBy hash: ImageHash, to part: String) async throws(DiskError) {
        guard let local = try await localFile(image) else { return try await stream(image, hash, to: part) }
        let size = image.size
        let matches = try await work.onFiles { () throws(FileFailure) in
            try LocalCopy.make(local, at: part)
            return try FileVerification.matches(part, size: size, hash: hash)
        }
        guard matches else { throw .imageUnavailable(Self.wrongHash) }
    }

    private func localFile(_ image: Image) async throws(DiskError) -> String? {
        do { return try await content.localFile(of: image.id) } catch { throw unavailable(image, error) }
    }

    /// Makes a raw file of an image that was judged.
    func convert(_ part: String, _ facts: ImageFacts, to converted: String) async throws(DiskError) {
        let gibibytes = Int(clamping: facts.fileSize >> 30)
        // The limit is meant for small images; a large one needs its time to be read.
        let seconds = settings.imageCPUSeconds * (1 + gibibytes)
        try await tools.run(
            .qemuImg,
            ["convert", "-f", facts.format.qemuName, "-O", "raw", part, converted],
            confinement: ToolConfinement(cpuSeconds: seconds, addressSpace: settings.imageAddressSpace),
            deadline: settings.toolDeadline * (1 + gibibytes)
        )
    }

    private func stream(_ image: Image, _ hash: ImageHash, to part: String) async throws(DiskError) {
        let sink = try await work.onFiles { () throws(FileFailure) in try ImageSink(part, hash) }
        let received = try await receive(image, into: sink)
        if let size = image.size, received < size {
            throw .imageUnavailable("The image's data ended after \(received) of \(size) bytes. Try again.")
        }
        guard await work.run({ sink.matches }) else { throw .imageUnavailable(Self.wrongHash) }
    }

    /// Writes the stream into the file, a few pieces at a time; returns how many bytes there were.
    private func receive(_ image: Image, into sink: ImageSink) async throws(DiskError) -> Int64 {
        var received: Int64 = 0
        var pieces: [[UInt8]] = []
        var pending = 0
        do {
            for try await piece in try await content.stream(of: image.id) {
                received += Int64(piece.count)
                if let size = image.size, received > size {
                    throw DiskError.imageUnavailable("The image's data is more than the \(size) bytes it has.")
                }
                pieces.append(piece)
                pending += piece.count
                guard pending >= 1 << 20 else { continue }
                try await flush(pieces, into: sink)
                pieces = []
                pending = 0
            }
        } catch let error as DiskError {
            throw error
        } catch {
            throw unavailable(image, error)
        }
        try await flush(pieces, into: sink)
        return received
    }

    private func flush(_ pieces: [[UInt8]], into sink: ImageSink) async throws(DiskError) {
        try await work.onFiles { () throws(FileFailure) in
            for piece in pieces { try sink.add(piece) }
        }
    }

    /// The reason is for the log: it may name hosts and paths.
    private func unavailable(_ image: Image, _ error: any Error) -> DiskError {
        logger.error("cannot get an image's data", metadata: ["image": "\(image.id)", "error": "\(error)"])
        return .imageUnavailable("The image's data could not be had from the image service. Try again.")
    }

    static let wrongHash = "The image's data is not what its checksum says. Try again, or upload it again."
}
